package org.mailkeep.history;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds queries over one entity, `r`, from conditions of which each may be absent. Values are
/// parameters, never a part of the query's text. For one thread.
final class Condition<T> {
  private final Class<T> entity;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  Condition(Class<T> entity) {
    this.entity = entity;
  }

  /// A field has this value.
  Condition<T> equal(String field, @Nullable Object value) {
    return value == null ? this : and("r." + field + " = ", value);
  }

  /// One of two fields has this value.
  Condition<T> either(String one, String other, @Nullable String value) {
    if (value != null) {
      String name = name(value);
      conditions.add("(r.%s = :%s or r.%s = :%s)".formatted(one, name, other, name));
    }
    return this;
  }

  /// It happened within this time.
  Condition<T> between(@Nullable Instant from, @Nullable Instant to) {
    if (from != null) {
      and("r.happened >= ", from.toEpochMilli());
    }
    if (to != null) {
      and("r.happened < ", to.toEpochMilli());
    }
    return this;
  }

  /// How many there are.
  long count(EntityManager em) {
    var query = em.createQuery("select count(r) " + from(), Long.class);
    return with(query).getSingleResult();
  }

  /// Those behind an id, the latest first.
  ///
  /// @param after empty for the start
  List<T> page(EntityManager em, String after, int skip, int limit) {
    if (!after.isEmpty()) {
      and("r.id < ", after);
    }
    var query = em.createQuery("select r " + from() + " order by r.id desc", entity);
    return with(query).setFirstResult(skip).setMaxResults(limit).getResultList();
  }

  private Condition<T> and(String comparison, Object value) {
    conditions.add(comparison + ":" + name(value));
    return this;
  }

  private String name(Object value) {
    String name = "p" + values.size();
    values.put(name, value);
    return name;
  }

  private String from() {
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return "from " + entity.getSimpleName() + " r" + where;
  }

  private <R> TypedQuery<R> with(TypedQuery<R> query) {
    values.forEach(query::setParameter);
    return query;
  }
}
