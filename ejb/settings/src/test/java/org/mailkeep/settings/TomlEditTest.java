package org.mailkeep.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TomlEditTest {
  @Test
  void aValueChangesAndItsCommentStays() {
    assertEquals(
        """
        # where all is
        storage.data = "b" # the "old" one
        storage.blob = "files"
        """,
        edit(
            """
            # where all is
            storage.data = "a" # the "old" one
            storage.blob = "files"
            """));
  }

  @Test
  void aValueInATableChanges() {
    String text =
        """
        data = "not this"
        [storage]
          data   = 'a'
        [store.a]
        data = "nor this"
        """;
    assertEquals(text.replace("'a'", "\"b\""), edit(text));
  }

  @Test
  void aKeyFollowsTheCommentThatShowsIt() {
    assertEquals(
        """
        # storage.data = "main"
        storage.data = "b"
        x = 1

        [store.b]
        type = "sqlite"
        """,
        edit(
            """
            # storage.data = "main"
            x = 1

            [store.b]
            type = "sqlite"
            """));
  }

  @Test
  void aKeyGoesIntoItsTable() {
    assertEquals(
        "[storage]\ndata = \"b\"\nblob = \"files\"\n", edit("[storage]\nblob = \"files\"\n"));
  }

  @Test
  void aKeyWithoutATableStandsBeforeTheFirst() {
    assertEquals(
        "x = 1\nstorage.data = \"b\"\n# the store\n[store.b]\n",
        edit("x = 1\n# the store\n[store.b]\n"));
    assertEquals("storage.data = \"b\"\n", edit(""));
  }

  @Test
  void aValueGoes() {
    TomlEdit edit = TomlEdit.of("[storage]\n# it was\ndata = \"a\" # one\nblob = \"b\"\n");
    assertEquals("[storage]\n# it was\nblob = \"b\"\n", edit.remove("storage", "data").text());
    assertEquals("x = 1\n", TomlEdit.of("x = 1\n").remove("storage", "data").text());
  }

  @Test
  void aTableIsAddedOnce() {
    String once = TomlEdit.of("x = 1\n").table("store.rocksdb", "type = \"rocksdb\"").text();
    assertEquals("x = 1\n\n[store.rocksdb]\ntype = \"rocksdb\"\n", once);
    assertEquals(once, TomlEdit.of(once).table("store.rocksdb", "type = \"sqlite\"").text());
  }

  private static String edit(String toml) {
    return TomlEdit.of(toml).set("storage", "data", "b").text();
  }
}
