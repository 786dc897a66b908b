package org.mailkeep.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.auth.Permission;

/// Each operation of the REST API has a permission.
class PermissionWalkTest {
  private static final List<Method> OPERATIONS = operations();

  @Test
  void everyOperationHasItsPermission() {
    assertTrue(OPERATIONS.size() > 30, OPERATIONS.toString());
    for (Method operation : OPERATIONS) {
      assertFalse(Doorkeeper.needed(operation).isEmpty(), operation.toString());
    }
  }

  @Test
  void noOperationChangesAnythingByAPermissionToSee() {
    for (Method operation : OPERATIONS) {
      String needed = String.valueOf(Doorkeeper.needed(operation));
      boolean sees = needed.endsWith("_GET") || needed.endsWith("_LIST");
      assertTrue(!sees || operation.isAnnotationPresent(GET.class), operation + " takes " + needed);
    }
  }

  @Test
  void everyPermissionOfTheApiIsNeededSomewhere() {
    var needed = EnumSet.noneOf(Permission.class);
    OPERATIONS.forEach(operation -> needed.addAll(Doorkeeper.needed(operation)));
    Set<Permission> expected =
        EnumSet.range(Permission.ACCOUNT_GET, Permission.TROUBLESHOOT_DIRECTORY);
    expected.remove(Permission.METRICS_GET); // a servlet's
    expected.remove(Permission.IMAP_QUOTA_SET); // given to administrators, used by IMAP
    assertEquals(expected, needed);
  }

  private static List<Method> operations() {
    var operations = new ArrayList<Method>();
    for (Class<?> type : new AdminApplication().getClasses()) {
      if (type.isAnnotationPresent(Path.class) && type != OpenApiResource.class) {
        Arrays.stream(type.getDeclaredMethods())
            .filter(PermissionWalkTest::isServed)
            .forEach(operations::add);
      }
    }
    return operations;
  }

  private static boolean isServed(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      if (annotation.annotationType().isAnnotationPresent(HttpMethod.class)) {
        return true;
      }
    }
    return false;
  }
}
