package org.mailkeep.launcher;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.directory.api.ChosenDirectory;
import org.mailkeep.services.Catalogue;
import org.mailkeep.settings.Form;
import org.mailkeep.settings.Setting;
import org.mailkeep.store.api.StoreSettings;
import org.mailkeep.store.api.StoreSettings.Role;

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
    return new SetupFile(stores, directory());
  }

  /// Asks again about some stores, with the answers before as defaults.
  ///
  /// @param wrong ids of the stores
  SetupFile correct(SetupFile before, Set<String> wrong) throws Failure, IOException {
    var stores = new EnumMap<Role, Chosen>(before.stores());
    for (Chosen store : new HashSet<>(before.stores().values())) {
      if (wrong.contains(store.id())) {
        interview.out().println("\nStore " + store.id() + ":");
        var mended = new Chosen(store.id(), store.form(), again(store));
        stores.replaceAll((_, each) -> each.equals(store) ? mended : each);
      }
    }
    return new SetupFile(stores, before.directory());
  }

  private Map<Setting<?>, String> again(Chosen store) throws Failure, IOException {
    var unasked = new LinkedHashMap<>(store.values());
    store.form().questions().forEach(question -> unasked.remove(question.setting()));
    return interview.ask(store.id(), store.form(), unasked, store.values());
  }

  private Chosen store(Role role, Map<Role, Chosen> stores) throws Failure, IOException {
    Form form = form(role, stores);
    Optional<Chosen> like =
        stores.values().stream().filter(each -> each.form().equals(form)).findFirst();
    if (like.isPresent() && !options.has(role)) {
      return like.get();
    }
    String id = like.isEmpty() ? form.kind() : form.kind() + "-" + SetupOptions.word(role);
    return new Chosen(
        id, form, interview.ask(SetupOptions.word(role), form, options.values(role), Map.of()));
  }

  private Form form(Role role, Map<Role, Chosen> stores) throws Failure, IOException {
    Chosen data = stores.get(Role.DATA);
    List<Form> possible =
        Catalogue.all().forms("store").stream().filter(form -> serves(form, role)).toList();
    List<String> kinds = possible.stream().map(Form::kind).toList();
    String usual = data == null ? StoreSettings.EMBEDDED : data.form().kind();
    String kind =
        options.kind(role).isPresent()
            ? options.kind(role).get()
            : interview.choose(Catalogue.of(role).description(), kinds, usual);
    return possible.stream()
        .filter(form -> form.kind().equals(kind))
        .findFirst()
        .orElseThrow(() ->
            Failure.usage(
                "--%s %s: choose one of %s"
                    .formatted(SetupOptions.word(role), kind, String.join(", ", kinds))));
  }

  private static boolean serves(Form form, Role role) {
    String type = form.kind().toUpperCase(Locale.ROOT).replace('-', '_');
    return StoreSettings.Type.valueOf(type).serves(role);
  }

  private Chosen directory() throws Failure, IOException {
    List<Form> possible = Catalogue.all().forms("directory");
    List<String> kinds = possible.stream().map(Form::kind).toList();
    Optional<String> given = options.arguments().option("directory");
    String kind =
        given.isPresent()
            ? given.get()
            : interview.choose(ChosenDirectory.DIRECTORY.description(), kinds, kinds.getFirst());
    Form form =
        possible.stream()
            .filter(each -> each.kind().equals(kind))
            .findFirst()
            .orElseThrow(() ->
                Failure.usage(
                    "--directory %s: choose one of %s".formatted(kind, String.join(", ", kinds))));
    return new Chosen(kind, form, interview.ask("directory", form, Map.of(), Map.of()));
  }
}
