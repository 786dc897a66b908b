/// Full-text indexes in Elasticsearch or OpenSearch, by JSON over HTTP and by what the core of both
/// can do: no scripts, no plugins, no analysis but splitting at white space, since words and stems
/// come from us.
///
/// One index holds all accounts. Each indexed term begins with its account, so that what a search
/// costs depends on that account's words alone, also when it asks for parts of words, and an
/// account's documents lie in one shard.
@NullMarked
package org.mailkeep.store.elasticsearch;

import org.jspecify.annotations.NullMarked;
