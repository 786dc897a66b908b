package org.mailkeep.closing;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A compiled class of tests, as far as the table asks: read without being loaded, so that no
/// module's class path is needed.
///
/// @param name without its package
/// @param conditional whether the class says itself when it runs
/// @param tagged whether the class as a whole has a tag that was not wanted
/// @param tests its own tests
/// @param unwanted those of them that have a tag that was not wanted
record TestClass(
    String name, boolean conditional, boolean tagged, List<String> tests, List<String> unwanted) {
  private static final String CONDITIONS = "Lorg/junit/jupiter/api/condition/";
  private static final String TAG = "Lorg/junit/jupiter/api/Tag;";
  private static final String TAGS = "Lorg/junit/jupiter/api/Tags;";
  private static final Set<String> TESTS =
      Set.of(
          "Lorg/junit/jupiter/api/Test;",
          "Lorg/junit/jupiter/api/RepeatedTest;",
          "Lorg/junit/jupiter/api/TestFactory;",
          "Lorg/junit/jupiter/params/ParameterizedTest;",
          "Lcom/code_intelligence/jazzer/junit/FuzzTest;");

  TestClass {
    tests = List.copyOf(tests);
    unwanted = List.copyOf(unwanted);
  }

  /// Reads a class.
  ///
  /// @param excluded the tag that was not wanted; may be empty
  /// @return empty for one that cannot run by itself
  static Optional<TestClass> read(Path file, String excluded) throws IOException {
    ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
    if (model.flags().has(AccessFlag.ABSTRACT) || model.flags().has(AccessFlag.INTERFACE)) {
      return Optional.empty();
    }
    List<String> tests = new ArrayList<>();
    List<String> unwanted = new ArrayList<>();
    for (MethodModel method : model.methods()) {
      if (annotations(method).stream().anyMatch(a -> TESTS.contains(type(a)))) {
        tests.add(method.methodName().stringValue());
        if (tags(method).contains(excluded)) {
          unwanted.add(method.methodName().stringValue());
        }
      }
    }
    String whole = model.thisClass().asInternalName();
    String name = whole.substring(whole.lastIndexOf('/') + 1);
    boolean conditional = annotations(model).stream().anyMatch(a -> type(a).startsWith(CONDITIONS));
    return Optional.of(
        new TestClass(name, conditional, tags(model).contains(excluded), tests, unwanted));
  }

  /// Whether nothing of it was to run.
  boolean isLeftOut() {
    return tagged || (!tests.isEmpty() && unwanted.size() == tests.size());
  }

  private static List<String> tags(AttributedElement element) {
    List<String> tags = new ArrayList<>();
    for (Annotation annotation : annotations(element)) {
      if (type(annotation).equals(TAG)) {
        tags.add(value(annotation));
      } else if (type(annotation).equals(TAGS)) {
        annotation.elements().stream()
            .map(each -> (AnnotationValue.OfArray) each.value())
            .flatMap(each -> each.values().stream())
            .map(each -> value(((AnnotationValue.OfAnnotation) each).annotation()))
            .forEach(tags::add);
      }
    }
    return tags;
  }

  private static String type(Annotation annotation) {
    return annotation.className().stringValue();
  }

  private static String value(Annotation tag) {
    return tag.elements().getFirst().value() instanceof AnnotationValue.OfString text
        ? text.stringValue()
        : "";
  }

  private static List<Annotation> annotations(AttributedElement element) {
    return element
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(each -> each.annotations())
        .orElse(List.of());
  }
}
