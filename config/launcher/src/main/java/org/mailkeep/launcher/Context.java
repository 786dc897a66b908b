package org.mailkeep.launcher;

import java.io.InputStream;
import java.io.PrintStream;
import org.mailkeep.kernel.Environment;

/// What a command works with.
///
/// @param project where Mailkeep was built
/// @param instance which server it is about
/// @param environment the variables of the process
/// @param in what the operator types or pipes
/// @param out where results go
/// @param err where progress goes
public record Context(
    Project project,
    InstanceFolder instance,
    Environment environment,
    InputStream in,
    PrintStream out,
    PrintStream err) {}
