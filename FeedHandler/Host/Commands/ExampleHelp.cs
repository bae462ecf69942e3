using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FeedHandler.Engine;

namespace FeedHandler.Host.Commands;

/// <summary>The usual help, and the examples of the command below it.</summary>
internal sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampleCommand command) parseResult.InvocationConfiguration.Output.WriteLine(command.Examples);
        return ExitCode.Good;
    }
}
