using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Check;

/// <summary>`feedhandler check`: whether a configuration holds together, and what of the host would slow it or stop it.</summary>
internal sealed class CheckCommand
{
    private const string Description = "Checks a configuration and the host that it is to run on, and says what to change and why.";

    private const string Examples = """
        Examples:
          feedhandler check feed.json
          feedhandler check feed.json --json | jq '.findings[] | select(.verdict != "good")'
          feedhandler check --print-schema > feedhandler.schema.json

        Nothing is changed: what is advised is yours to do. Run it as the user and with the rights that the feed will have.
        Exit code: 0 good, or advice only; 1 the configuration cannot work on this host; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly SystemFiles _system;
    private readonly Argument<string?> _file = new("CONFIG")
    {
        Description = "Configuration of a live feed, a JSON file (docs/live.md)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _json = Options.Switch("--json", "Print the findings as JSON and nothing else");
    private readonly Option<bool> _schema = Options.Switch("--print-schema", "Print the JSON schema of configurations and nothing else");

    private CheckCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        _system = new SystemFiles(terminal.SystemRoot);
        command.Add(_file);
        command.Add(_json);
        command.Add(_schema);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("check", Description, Examples);
        CheckCommand check = new(command, terminal);
        command.SetAction(check.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_schema))
        {
            _terminal.Out.Write(ConfigurationSchema.Text);
            return ExitCode.Good;
        }

        string file = parsed.GetValue(_file) ?? throw new UsageException("no configuration: name a file such as feed.json");
        _terminal.Redirected.RequireApart(_terminal, [file]);
        FeedConfiguration configuration = ConfigurationReader.Read(_terminal.PathOf(file), stop: _terminal.Stop);
        RequireWarmUp(configuration);
        IReadOnlyList<Finding> findings = HostCheck.Run(_system, configuration);
        if (parsed.GetValue(_json)) CheckJson.Write(_terminal.Out, configuration, findings);
        else CheckText.Write(_terminal.Out, configuration, findings);
        return findings.Any(static finding => finding.Verdict == Verdict.Problem) ? ExitCode.CheckFailed : ExitCode.Good;
    }

    // A feed reads it before it joins its groups, and would not begin without it.
    private static void RequireWarmUp(FeedConfiguration configuration)
    {
        if (configuration.File.WarmUp is not { Capture: { } name, Passes: > 0 }) return;
        string path = configuration.PathOf(name);
        try
        {
            CaptureSet.Open(new CaptureSettings([path], null, CaptureSet.TrailerNames[0])).Dispose();
        }
        catch (FeedException failure)
        {
            throw new CommandException($"{configuration.Path}: warmUp.capture: {failure.Message}");
        }
    }
}
