package org.mailkeep.telemetry;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is the same for all events of one class, found once.
///
/// @param name such as `smtp.message-accepted`
/// @param fields in the order of the record
/// @param labels how many fields are labels
/// @param took the field that metrics measure, or null
record EventShape(String name, Level level, List<Field> fields, int labels, @Nullable Field took) {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Event.class);
  private static final ClassValue<EventShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected EventShape computeValue(Class<?> type) {
          return shape(type);
        }
      };

  /// One field of an event.
  record Field(String name, boolean label, MethodHandle accessor) {

    @Nullable Object of(Event event) {
      try {
        return (Object) accessor.invokeExact(event);
      } catch (Throwable t) {
        throw new IllegalStateException("accessor of a record failed: " + name, t);
      }
    }
  }

  static EventShape of(Event event) {
    return SHAPES.get(event.getClass());
  }

  private static EventShape shape(Class<?> type) {
    var fields = new ArrayList<Field>();
    for (RecordComponent component : type.getRecordComponents()) {
      fields.add(field(component));
    }
    var at = type.getAnnotation(At.class);
    var took = fields.stream().filter(f -> f.name().equals("took")).findFirst().orElse(null);
    int labels = (int) fields.stream().filter(Field::label).count();
    return new EventShape(
        nameOf(type), at == null ? Level.INFO : at.value(), List.copyOf(fields), labels, took);
  }

  private static Field field(RecordComponent component) {
    try {
      return new Field(
          hyphenated(component.getName()),
          component.isAnnotationPresent(Label.class),
          LOOKUP.unreflect(component.getAccessor()).asType(ACCESSOR));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("not public: " + component, e);
    }
  }

  private static String nameOf(Class<?> type) {
    String group = type.getInterfaces()[0].getSimpleName();
    return hyphenated(group.substring(0, group.length() - "Event".length()))
        + "."
        + hyphenated(type.getSimpleName());
  }

  private static String hyphenated(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
