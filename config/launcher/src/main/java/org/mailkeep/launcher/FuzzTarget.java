package org.mailkeep.launcher;

import java.util.List;
import java.util.Optional;

/// A parser that can be fuzzed.
///
/// @param name as operators type it
/// @param module its folder
/// @param tests its fuzz tests, `Class#method`
record FuzzTarget(String name, String module, List<String> tests) {
  /// All, in the order of the help.
  static final List<FuzzTarget> ALL =
      List.of(
          new FuzzTarget(
              "smtp",
              "resource-adapter/smtp",
              List.of(
                  "CommandFuzzTest#everyLineIsACommandOrHasAReply",
                  "DataFuzzTest#contentIsTheSameHoweverItIsCut")),
          new FuzzTarget(
              "imap",
              "resource-adapter/imap",
              List.of("CommandParserFuzzTest#understandsOrRefuses")),
          new FuzzTarget(
              "pop3", "resource-adapter/pop3", List.of("Pop3CommandFuzzTest#understandsOrRefuses")),
          new FuzzTarget("mime", "ejb/mime", List.of("MessageFuzzTest#everyMessageHasAStructure")),
          new FuzzTarget(
              "toml", "ejb/settings", List.of("ConfigurationFuzzTest#isUnderstoodOrRefused")),
          new FuzzTarget(
              "expression",
              "ejb/expression",
              List.of(
                  "ExpressionFuzzTest#expressionsAreUnderstoodOrRefused",
                  "ExpressionFuzzTest#rulesAreUnderstoodOrRefused")),
          new FuzzTarget(
              "proxy",
              "resource-adapter/transport",
              List.of(
                  "ProxyHeaderFuzzTest#version1IsUnderstoodOrRefused",
                  "ProxyHeaderFuzzTest#version2IsUnderstoodOrRefused")));

  /// The target of this name.
  static Optional<FuzzTarget> find(String name) {
    return ALL.stream().filter(target -> target.name.equals(name)).findFirst();
  }
}
