using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
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
        HideOuterArguments(parseResult.CommandResult);
        help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampleCommand command) parseResult.InvocationConfiguration.Output.WriteLine(command.Examples);
        return ExitCode.Good;
    }

    // The usual help lists what an outer command takes among what this one takes.
    private static void HideOuterArguments(CommandResult inner)
    {
        for (SymbolResult? at = inner.Parent; at is CommandResult outer; at = outer.Parent)
        {
            foreach (Argument argument in outer.Command.Arguments) argument.Hidden = true;
        }
    }
}
