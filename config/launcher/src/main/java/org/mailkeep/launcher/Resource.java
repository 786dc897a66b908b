package org.mailkeep.launcher;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/// Things of one kind that the REST API keeps below a path.
///
/// @param path such as `/principal`
/// @param word what usage calls the name of one
/// @param types of entries that are listed, with commas between; empty for all
record Resource(String path, String word, String types) {
  /// Things that are all of one type.
  Resource(String path, String word) {
    this(path, word, "");
  }

  /// The path of the one that the command names.
  String one(Arguments arguments) throws Failure {
    return path + "/" + Answer.encoded(arguments.word(0, word));
  }

  /// What the API says of the one that the command names.
  Json get(RestClient api, Arguments arguments) throws Failure, IOException, InterruptedException {
    return api.get(one(arguments)).member("data");
  }

  /// Changes the one that the command names.
  ///
  /// @return what the API says of it afterwards
  Json patch(RestClient api, Arguments arguments, Json changes)
      throws Failure, IOException, InterruptedException {
    return api.patch(one(arguments), changes).member("data");
  }

  /// Deletes the one that the command names.
  ///
  /// @param done what to say before its name
  void delete(RestClient api, Context context, Arguments arguments, String done)
      throws Failure, IOException, InterruptedException {
    Json answer = api.delete(one(arguments)).member("data");
    String name = arguments.word(0, word);
    Answer.show(context, arguments, answer, out -> out.println(done + name));
  }

  /// Shows those that the command's filter lets through.
  ///
  /// @param columns their titles
  /// @param cells those of one, in the order of the columns
  void list(
      RestClient api,
      Context context,
      Arguments arguments,
      String[] columns,
      Function<Json, String[]> cells)
      throws Failure, IOException, InterruptedException {
    String filter = Answer.query(arguments, "filter");
    String of = types.isEmpty() ? "" : (filter.isEmpty() ? "?" : "&") + "types=" + types;
    List<Json> all = Answer.all(api, path + filter + of);
    Answer.show(
        context,
        arguments,
        new Json.Array(all),
        out -> {
          var table = new Table(columns);
          all.forEach(each -> table.row(cells.apply(each)));
          table.print(out);
        });
  }
}
