package org.mailkeep.expression;

import java.time.Duration;
import java.util.List;
import org.mailkeep.kernel.DataSize;
import org.mailkeep.settings.Setting;
import org.mailkeep.settings.ValueTypes;

/// Settings that take rules, for the tests.
final class SampleRules {
  enum Mechanism {
    PLAIN,
    LOGIN,
    SCRAM_SHA_256
  }

  private static final Scope SCOPE = ExpressionTableTest.SCOPE;
  static final RuleType<List<Mechanism>> MECHANISMS_TYPE = RuleType.choices(Mechanism.class);

  static final Setting<Rule<Boolean>> RELAY =
      Setting.of("relay", RuleType.truth().in(SCOPE))
          .or(Rule.always(RuleType.truth(), false))
          .says("Whether mail may go elsewhere.");
  static final Setting<Rule<List<Mechanism>>> MECHANISMS =
      Setting.of("mechanisms", MECHANISMS_TYPE.in(SCOPE))
          .or(Rule.of(MECHANISMS_TYPE, SCOPE, "[plain, login]"))
          .says("Mechanisms.");
  static final Setting<Rule<DataSize>> SIZE =
      Setting.of("limits.size", RuleType.number(ValueTypes.SIZE_TYPE).in(SCOPE))
          .says("The largest message.");
  static final Setting<Rule<Integer>> RECIPIENTS =
      Setting.of("limits.recipients", RuleType.number(ValueTypes.integer(1, 1000)).in(SCOPE))
          .says("Recipients of a message.");
  static final Setting<Rule<Duration>> WAIT =
      Setting.of("wait", RuleType.duration().in(SCOPE)).says("How long.");
  static final Setting<Rule<String>> GREETING =
      Setting.of("greeting", RuleType.text().in(SCOPE)).says("What to say.");
  static final Setting<Rule<String>> FEW =
      Setting.of("few", RuleType.text().in(Scope.of("few", Variable.RCPT)))
          .says("What knows the recipient only.");

  private SampleRules() {}
}
