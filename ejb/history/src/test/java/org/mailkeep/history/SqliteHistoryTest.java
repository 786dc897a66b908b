package org.mailkeep.history;

import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

class SqliteHistoryTest extends HistoryContract {
  @Override
  DataSource database() {
    return file(folder.resolve("history.sqlite").toString());
  }

  static DataSource file(String path) {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + path);
    source.setJournalMode("WAL");
    source.setSynchronous("FULL");
    source.setBusyTimeout(10_000);
    return source;
  }
}
