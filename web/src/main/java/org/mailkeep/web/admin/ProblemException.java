package org.mailkeep.web.admin;

import java.util.List;
import org.mailkeep.admin.FieldError;

/// A request that is refused before any operation is called.
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /// The body cannot be read.
  static ProblemException malformed(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }

  /// A parameter makes no sense.
  static ProblemException parameter(String name, String detail) {
    return new ProblemException(Problem.invalid(List.of(new FieldError(name, detail))));
  }

  /// Parts of the body make no sense.
  static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(Problem.invalid(errors));
  }

  /// The body is larger than allowed.
  static ProblemException tooLarge(long limit) {
    return new ProblemException(Problem.of(413, "the body has more than " + limit + " octets"));
  }

  Problem problem() {
    return problem;
  }
}
