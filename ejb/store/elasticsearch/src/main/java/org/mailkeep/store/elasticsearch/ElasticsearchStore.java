package org.mailkeep.store.elasticsearch;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.kernel.AccountId;
import org.mailkeep.kernel.Chance;
import org.mailkeep.kernel.EmailId;
import org.mailkeep.store.api.EmailSet;
import org.mailkeep.store.api.SearchDocument;
import org.mailkeep.store.api.SearchQuery;
import org.mailkeep.store.api.SearchStore;
import org.mailkeep.store.api.StoreException;

/// A full-text index in Elasticsearch 8 or OpenSearch. Keeps nothing itself: a server that was away
/// is asked again when it is back.
public final class ElasticsearchStore implements SearchStore, AutoCloseable {
  /// The document of checks, and whose it is.
  static final String CHECK = "check";

  private final Nodes nodes;
  private final Index index;

  private ElasticsearchStore(Nodes nodes, Chance chance) {
    this.nodes = nodes;
    this.index = new Index(nodes, chance);
  }

  /// Opens an index, which is made when it is not there.
  ///
  /// @throws StoreException when it cannot be reached, refuses us, or is not ours; names the
  ///   setting
  public static ElasticsearchStore open(ElasticsearchConfig config, Chance chance) {
    var nodes = new Nodes(config);
    var store = new ElasticsearchStore(nodes, chance);
    try {
      store.index.generation();
      store.index.replicate();
      store.check();
    } catch (StoreException e) {
      store.close();
      throw e.getCause() instanceof IOException cause
          ? new StoreException.Unavailable(
              nodes.store() + "." + config.place().setting() + ": " + Nodes.reason(cause), e)
          : e;
    }
    return store;
  }

  @Override
  public String generation() {
    return index.generation();
  }

  @Override
  public void index(List<SearchDocument> documents) {
    var bulk = new Bulk(nodes, "index");
    documents.forEach(document -> bulk.add(Item.index(document)));
    bulk.send();
  }

  @Override
  public void remove(AccountId account, Collection<EmailId> emails) {
    var bulk = new Bulk(nodes, "remove");
    emails.forEach(email -> bulk.add(Item.delete(account, email.value())));
    bulk.send();
  }

  @Override
  public void removeAccount(AccountId account) {
    var bulk = new Bulk(nodes, "remove");
    find(account, new SearchQuery.All())
        .ids()
        .forEach(email -> bulk.add(Item.delete(account, email)));
    bulk.send();
  }

  @Override
  public void clear() {
    index.clear();
  }

  @Override
  public List<AccountId> accounts(@Nullable AccountId after, int limit) {
    return new Owners(nodes).page(after, limit);
  }

  @Override
  public EmailSet find(AccountId account, SearchQuery query) {
    return new Finding(nodes, account).find(query);
  }

  /// Writes a document that is nobody's, and asks all shards.
  ///
  /// @throws StoreException when that fails
  public void check() {
    String alias = "/" + nodes.config().index().alias();
    nodes.demand(
        Question.of(
            CHECK,
            "PUT",
            alias + "/_doc/check?require_alias=true&filter_path=result,error",
            Json.object(Shape.ACCOUNT, CHECK)));
    JsonObject question = Json.object("size", new JsonPrimitive(0));
    nodes.demand(
        Question.of(
            CHECK,
            "POST",
            alias + "/_search?allow_partial_search_results=false&filter_path=_shards,error",
            question));
  }

  @Override
  public void close() {
    nodes.close();
  }
}
