using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Captures;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Host.Tune.Flames;
using FeedHandler.Replay;

namespace FeedHandler.Host.Tune;

/// <summary>`feedhandler tune flame`: what perf sampled as a flame graph.</summary>
internal sealed class TuneFlameCommand
{
    private const string Description = "Draws what perf script printed as a flame graph: an SVG for a browser, and a profile for speedscope.";

    private const string Examples = """
        Examples:
          DOTNET_PerfMapEnabled=3 DOTNET_EnableWriteXorExecute=0 perf record -e cpu-clock -F 997 -g feedhandler run feed.json --for 30
          perf script > feed.txt
          feedhandler tune flame feed.txt --out graphs

        Exit code: 0 good; 1 a file could not be written; 2 wrong usage or input.
        """;

    private readonly Terminal _terminal;
    private readonly Argument<string?> _file = new("FILE")
    {
        Description = "What perf script printed of perf record -g",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _out = Options.Text("--out", "Folder for flame.svg and flame.speedscope.json (default the current one)", "FOLDER");
    private readonly Option<bool> _json = Options.Switch("--json", "Print what was read as JSON and nothing else");
    private readonly Option<bool> _followLinks = Options.FollowLinks();

    private TuneFlameCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_file);
        foreach (Option option in (Option[])[_out, _json, _followLinks]) command.Add(option);
    }

    /// <summary>The command, a part of `tune`.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("flame", Description, Examples);
        TuneFlameCommand flame = new(command, terminal);
        command.SetAction(flame.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string file = parsed.GetValue(_file) ?? throw new UsageException("nothing to draw: name a file that perf script wrote");
        string path = _terminal.PathOf(file);
        InputFile.Require(path, file, "name what perf script wrote");
        OutputPlan outputs = new(_terminal, parsed.GetValue(_followLinks));
        outputs.AddInputs(file);
        string folder = parsed.GetValue(_out) ?? ".";
        outputs.AddOpenFolder(_out.Name, folder);
        using StreamReader text = Open(path, file);
        PerfScript script = Read(text, file);
        FlameFiles written = FlameFiles.Write(script, Path.GetFileName(file), outputs, (_out.Name, folder, "flame"));
        if (parsed.GetValue(_json)) FlameReport.WriteJson(_terminal.Out, file, written);
        else FlameReport.WriteText(_terminal.Page, written);
        return written.Failures.Count > 0 ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private PerfScript Read(StreamReader text, string name)
    {
        try
        {
            return PerfScript.Read(text, name, _terminal.Stop);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw new CommandException($"{name}: cannot be read to its end ({failure.Message}): name what perf script wrote");
        }
    }

    private static StreamReader Open(string path, string name)
    {
        try
        {
            return new StreamReader(PackedStreams.Unpack(File.OpenRead(path)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{name}: cannot be read ({FileFault.Of(failure)}): name what perf script wrote");
        }
    }
}
