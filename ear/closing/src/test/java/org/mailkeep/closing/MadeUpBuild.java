package org.mailkeep.closing;

import java.io.IOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A folder that looks as if something had been built in it.
///
/// @param house the folder
record MadeUpBuild(Path house) {
  private static final ClassDesc TEST = ClassDesc.of("org.junit.jupiter.api.Test");
  private static final ClassDesc CONDITION =
      ClassDesc.of("org.junit.jupiter.api.condition.EnabledIf");
  private static final ClassDesc TAG = ClassDesc.of("org.junit.jupiter.api.Tag");

  /// With these modules.
  static MadeUpBuild of(Path house, String... modules) throws IOException {
    var pom = new StringBuilder("<project><modules>\n");
    for (String module : modules) {
      pom.append("<module>").append(module).append("</module>\n");
    }
    Files.writeString(house.resolve("pom.xml"), pom.append("</modules></project>"));
    return new MadeUpBuild(house);
  }

  /// Reports a suite of two tests.
  ///
  /// @param runner `surefire` or `failsafe`
  /// @param skip why the second was skipped; empty when it was not
  void report(String module, String runner, String name, double seconds, String skip, Instant when)
      throws IOException {
    Path folder = house.resolve(module).resolve("target/" + runner + "-reports");
    Files.createDirectories(folder);
    Path report = folder.resolve("TEST-org.example." + name + ".xml");
    Files.writeString(
        report,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="org.example.%s" time="%s" tests="2" errors="0" skipped="0" failures="0">
          <properties><property name="x" value="y"/></properties>
          <testcase name="one" classname="org.example.%s" time="0.1"/>
          <testcase name="two" classname="org.example.%s" time="0.1">%s</testcase>
        </testsuite>
        """
            .formatted(
                name,
                seconds,
                name,
                name,
                skip.isEmpty() ? "" : "<skipped message=\"" + skip + "\"/>"));
    Files.setLastModifiedTime(report, FileTime.from(when));
  }

  /// Compiles a class of tests.
  ///
  /// @param tags of the class
  /// @param methods tests; one that begins with a `#` has the tag `servers`
  void compile(String module, String name, List<String> tags, String... methods)
      throws IOException {
    Path folder = house.resolve(module).resolve("target/test-classes/org/example");
    Files.createDirectories(folder);
    byte[] octets =
        ClassFile.of()
            .build(
                ClassDesc.of("org.example." + name),
                type -> {
                  type.withFlags(ClassFile.ACC_SUPER);
                  if (!tags.isEmpty()) {
                    type.with(annotations(tags.stream().map(MadeUpBuild::tag).toList()));
                  }
                  for (String method : methods) {
                    List<Annotation> marks = new ArrayList<>(List.of(Annotation.of(TEST)));
                    if (method.startsWith("#")) {
                      marks.add(tag("servers"));
                    }
                    type.withMethod(
                        method.replace("#", ""),
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_NATIVE,
                        each -> each.with(annotations(marks)));
                  }
                });
    Files.write(folder.resolve(name + ".class"), octets);
  }

  /// Compiles a class that says itself when it runs, and whose tests are those of its superclass.
  void compileConditional(String module, String name) throws IOException {
    byte[] octets =
        ClassFile.of()
            .build(
                ClassDesc.of("org.example." + name),
                type -> type.with(annotations(List.of(Annotation.of(CONDITION)))));
    Path folder = house.resolve(module).resolve("target/test-classes/org/example");
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ".class"), octets);
  }

  private static RuntimeVisibleAnnotationsAttribute annotations(List<Annotation> all) {
    return RuntimeVisibleAnnotationsAttribute.of(all);
  }

  private static Annotation tag(String name) {
    return Annotation.of(TAG, AnnotationElement.ofString("value", name));
  }
}
