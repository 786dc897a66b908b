package org.mailkeep.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ViewBudgetTest {
  @Test
  void theOldestGoWhenThereAreTooManyMessages() {
    ViewBudget<String> budget = new ViewBudget<>(100, 10);
    assertEquals(List.of(), budget.put("a", 40));
    assertEquals(List.of(), budget.put("b", 40));
    assertEquals(List.of(), budget.put("a", 50));
    assertEquals(List.of("b"), budget.put("c", 30));
    assertEquals(80, budget.total());
    assertEquals(List.of("a", "c"), budget.put("d", 101));
    assertEquals(101, budget.total());
    budget.remove("d");
    budget.remove("never");
    assertEquals(0, budget.total());
  }

  @Test
  void theOldestGoWhenThereAreTooManyMailboxes() {
    ViewBudget<String> budget = new ViewBudget<>(100, 2);
    budget.put("a", 1);
    budget.put("b", 1);
    assertEquals(List.of("a"), budget.put("c", 1));
  }
}
