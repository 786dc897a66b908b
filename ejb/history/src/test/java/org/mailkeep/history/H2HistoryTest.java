package org.mailkeep.history;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

class H2HistoryTest extends HistoryContract {
  @Override
  DataSource database() {
    return JdbcConnectionPool.create("jdbc:h2:" + folder.resolve("history"), "sa", "");
  }
}
