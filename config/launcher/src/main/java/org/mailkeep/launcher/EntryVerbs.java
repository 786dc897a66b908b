package org.mailkeep.launcher;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What can be done with entries of the directory to which nobody logs in.
///
/// @param entries those of the command's types
/// @param type of one that is made
record EntryVerbs(Resource entries, String type) {
  /// Options and the fields that they set.
  private static final Map<String, String> FIELDS =
      Map.of("name", "description", "quota", "quota", "owner", "owner", "login", "name");

  /// Options and the fields of lists that they set.
  private static final Map<String, String> LISTS = Map.of("member", "members", "address", "emails");

  /// The verbs that every command has.
  Map<String, ApiCommand.Verb> common() {
    var verbs = new HashMap<String, ApiCommand.Verb>();
    verbs.put("create", this::create);
    verbs.put("list", this::list);
    verbs.put("show", (api, context, given) -> print(context, given, known(api, given)));
    verbs.put("update", this::update);
    verbs.put("delete", this::delete);
    return verbs;
  }

  /// The same, and one for members.
  Map<String, ApiCommand.Verb> withMembers() {
    var verbs = common();
    verbs.put("member", this::member);
    return verbs;
  }

  private void create(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    var body = new HashMap<String, Json>();
    body.put("type", Json.of(arguments.has("room") ? "location" : type));
    body.put("name", Json.of(arguments.word(0, entries.word())));
    body.putAll(fields(arguments));
    Json made = api.post(entries.path(), new Json.Members(body)).member("data");
    Answer.show(
        context, arguments, made, out -> out.println("Created: " + made.member("name").text()));
  }

  private void list(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String[] columns = {"name", "type", "description", "addresses", "members", "state"};
    entries.list(
        api,
        context,
        arguments,
        columns,
        entry ->
            new String[] {
              entry.member("name").text(),
              entry.member("type").text(),
              entry.member("description").text(),
              Answer.joined(entry.member("emails")),
              entry.member("memberCount").text(),
              state(entry)
            });
  }

  private void update(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    if (arguments.has("enable") && arguments.has("disable")) {
      throw Failure.usage("--enable or --disable, not both");
    }
    known(api, arguments);
    var changes = new ArrayList<Json>();
    fields(arguments)
        .forEach((field, value) -> changes.add(AccountCommand.change("set", field, value)));
    if (arguments.has("enable") || arguments.has("disable")) {
      changes.add(AccountCommand.change("set", "enabled", Json.of(arguments.has("enable"))));
    }
    if (changes.isEmpty()) {
      throw Failure.usage("nothing to update");
    }
    print(context, arguments, entries.patch(api, arguments, new Json.Array(changes)));
  }

  private void delete(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    known(api, arguments);
    entries.delete(api, context, arguments, "Deleted: ");
  }

  private void member(RestClient api, Context context, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    String action =
        switch (arguments.word(0, "what to do: add, remove")) {
          case "add" -> "addItem";
          case "remove" -> "removeItem";
          default -> throw Failure.usage("members are added or removed: add, remove");
        };
    Arguments which = arguments.rest();
    which.word(1, "MEMBER");
    List<String> members = which.words().subList(1, which.words().size());
    known(api, which);
    String field = which.has("external") ? "externalMembers" : "members";
    Json change = AccountCommand.change(action, field, Json.of(members));
    print(context, which, entries.patch(api, which, new Json.Array(List.of(change))));
  }

  /// The one that the command names, when it is of the command's types.
  private Json known(RestClient api, Arguments arguments)
      throws Failure, IOException, InterruptedException {
    Json entry = entries.get(api, arguments);
    String is = entry.member("type").text();
    if (!List.of(entries.types().split(",")).contains(is)) {
      throw Failure.of(arguments.word(0, entries.word()) + " is of type " + is);
    }
    return entry;
  }

  private static Map<String, Json> fields(Arguments arguments) {
    var fields = new LinkedHashMap<String, Json>();
    FIELDS.forEach((option, field) ->
        arguments.option(option).ifPresent(text -> fields.put(field, Json.of(text))));
    LISTS.forEach((option, field) ->
        arguments.option(option).ifPresent(text -> fields.put(field, Json.of(items(text)))));
    return fields;
  }

  private static List<String> items(String list) {
    return list.isBlank() ? List.of() : List.of(list.strip().split("\\s*,\\s*"));
  }

  private static void print(Context context, Arguments arguments, Json entry) {
    Answer.show(
        context,
        arguments,
        entry,
        out -> {
          var pairs = new LinkedHashMap<String, String>();
          pairs.put("name", entry.member("name").text());
          pairs.put("id", entry.member("id").text());
          pairs.put("type", entry.member("type").text());
          pairs.put("description", entry.member("description").text());
          pairs.put("addresses", Answer.joined(entry.member("emails")));
          put(pairs, "members", Answer.joined(entry.member("members")));
          put(pairs, "external", Answer.joined(entry.member("externalMembers")));
          put(pairs, "owner", entry.member("owner").text());
          put(pairs, "groups", Answer.joined(entry.member("memberOf")));
          pairs.put("state", state(entry));
          pairs.put("created", entry.member("created").text());
          Answer.pairs(out, pairs);
        });
  }

  private static void put(Map<String, String> pairs, String name, String value) {
    if (!value.isEmpty()) {
      pairs.put(name, value);
    }
  }

  private static String state(Json entry) {
    return entry.member("enabled").text().equals("true") ? "enabled" : "disabled";
  }
}
