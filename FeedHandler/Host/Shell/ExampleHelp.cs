using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using FeedHandler.Engine;

namespace FeedHandler.Host.Shell;

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

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">What is typed.</param>
/// <param name="description">What it does, in one line.</param>
/// <param name="examples">What the help shows after the options.</param>
internal sealed class ExampleCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>What the help shows after the options.</summary>
    public string Examples => examples;
}
