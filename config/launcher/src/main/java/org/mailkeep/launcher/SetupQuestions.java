package org.mailkeep.launcher;

import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.services.Catalogue;
import org.mailkeep.services.ConfigurationTrial.Finding;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Setting;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;
import org.mailkeep.store.sql.SqlSettings;

/// Which store serves each role, and which directory authenticates: by options, and by questions
/// where they say nothing.
///
/// @param options what was said already
/// @param interview asks for the rest
record SetupQuestions(SetupOptions options, Interview interview) {
  /// Asks for everything.
  SetupFile ask() throws Failure, IOException {
    var stores = new EnumMap<Role, Chosen>(Role.class);
    for (Role role : Role.values()) {
      stores.put(role, store(role, stores));
    }
    return new SetupFile(stores, directory(stores.values()));
  }

  /// Asks again about what does not work, with the answers before as defaults.
  SetupFile correct(SetupFile before, List<Finding> wrong) throws Failure, IOException {
    var stores = new EnumMap<Role, Chosen>(before.stores());
    for (Chosen store : new HashSet<>(before.stores().values())) {
      if (isAmong(wrong, store)) {
        Chosen mended = again("Store", store.id(), store);
        stores.replaceAll((_, each) -> each.equals(store) ? mended : each);
      }
    }
    Chosen directory = before.directory();
    return new SetupFile(
        stores,
        isAmong(wrong, directory)
            ? again("Directory", SetupOptions.DIRECTORY, directory)
            : directory);
  }

  private static boolean isAmong(List<Finding> wrong, Chosen chosen) {
    return wrong.stream()
        .anyMatch(finding ->
            finding.table().equals(chosen.form().table()) && finding.id().equals(chosen.id()));
  }

  private Chosen again(String title, String option, Chosen chosen) throws Failure, IOException {
    interview.out().println("\n" + title + " " + chosen.id() + ":");
    var unasked = new LinkedHashMap<>(chosen.values());
    chosen.form().questions().forEach(question -> unasked.remove(question.name()));
    return new Chosen(
        chosen.id(), chosen.form(), interview.ask(option, chosen.form(), unasked, chosen.values()));
  }

  private Chosen store(Role role, Map<Role, Chosen> stores) throws Failure, IOException {
    String word = SetupOptions.word(role);
    Form form = form(role, stores);
    Optional<Chosen> like =
        stores.values().stream().filter(each -> each.form().equals(form)).findFirst();
    if (like.isPresent() && !options.has(word)) {
      return like.get();
    }
    String id = like.isEmpty() ? form.kind() : form.kind() + "-" + word;
    return new Chosen(id, form, interview.ask(word, form, options.values(word, form), Map.of()));
  }

  private Form form(Role role, Map<Role, Chosen> stores) throws Failure, IOException {
    Chosen data = stores.get(Role.DATA);
    List<Form> possible =
        Catalogue.all().forms("store").stream().filter(form -> serves(form, role)).toList();
    String usual = data == null ? StoreSettings.EMBEDDED : data.form().kind();
    return form(SetupOptions.word(role), Catalogue.of(role), possible, usual);
  }

  /// The form of the kind that an option names, or that is chosen now.
  private Form form(String word, Setting<?> setting, List<Form> possible, String usual)
      throws Failure, IOException {
    List<String> kinds = possible.stream().map(Form::kind).toList();
    Optional<String> given = options.kind(word);
    String kind =
        given.isPresent() ? given.get() : interview.choose(setting.description(), kinds, usual);
    return possible.stream()
        .filter(form -> form.kind().equals(kind))
        .findFirst()
        .orElseThrow(() ->
            Failure.usage(
                "--%s %s: choose one of %s".formatted(word, kind, String.join(", ", kinds))));
  }

  private static boolean serves(Form form, Role role) {
    return type(form).serves(role);
  }

  private static StoreSettings.Type type(Form form) {
    return StoreSettings.Type.valueOf(form.kind().toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private Chosen directory(Collection<Chosen> stores) throws Failure, IOException {
    String word = SetupOptions.DIRECTORY;
    List<Form> possible = Catalogue.all().forms(word);
    String usual = possible.getFirst().kind();
    Form form = over(stores, form(word, ChosenDirectory.DIRECTORY, possible, usual));
    return new Chosen(
        form.kind(), form, interview.ask(word, form, options.values(word, form), Map.of()));
  }

  /// The form with the first store that can have a directory, or without that question.
  private static Form over(Collection<Chosen> stores, Form form) {
    return stores.stream()
        .filter(store -> SqlSettings.isSql(type(store.form())))
        .findFirst()
        .map(store -> form.proposing(ChosenDirectory.STORE, store.id()))
        .orElseGet(() -> form.without(ChosenDirectory.STORE));
  }
}
