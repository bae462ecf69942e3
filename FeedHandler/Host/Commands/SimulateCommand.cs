using System.CommandLine;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Host.Commands;

/// <summary>`feedhandler simulate`: a capture of a simulated channel.</summary>
internal sealed class SimulateCommand
{
    private const int EventCountMax = 10_000_000;

    private const string Description = """
        Writes a capture of a simulated CME MDP 3.0 channel, lines A and B, and prints its manifest as JSON.

        The same seed, instruments and events give the same file, byte for byte, on every machine.

        Examples:
          feedhandler simulate --out day.pcapng
          feedhandler simulate --seed 7 --instruments 100 --events 1000000 --out day.pcapng
          feedhandler simulate --out day.pcapng && feedhandler replay day.pcapng
        """;

    private readonly Terminal _terminal;
    private readonly Option<long?> _seed = Options.Number("--seed", "Where every choice starts from (default 1)", 0, long.MaxValue);
    private readonly Option<long?> _instruments = Options.Number("--instruments", "How many instruments there are (default 12)", 1, 1000);
    private readonly Option<long?> _events = Options.Number("--events", "Match events after the opening (default 2000)", 0, EventCountMax);
    private readonly Option<string?> _out = Options.Text("--out", "The file to write; one that is there is replaced", "FILE");

    private SimulateCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        foreach (Option option in (Option[])[_seed, _instruments, _events, _out]) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("simulate", Description);
        SimulateCommand simulate = new(command, terminal);
        command.SetAction(simulate.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(_out) ?? throw new CommandException("no file to write: give --out FILE");
        SimulationOptions defaults = new();
        SimulationOptions options = defaults with
        {
            Seed = (ulong)(parsed.GetValue(_seed) ?? (long)defaults.Seed),
            InstrumentCount = (int)(parsed.GetValue(_instruments) ?? defaults.InstrumentCount),
            EventCount = (int)(parsed.GetValue(_events) ?? defaults.EventCount),
        };
        CaptureManifest manifest = CaptureGenerator.Write(options, Path.Combine(_terminal.Folder, path));
        _terminal.Out.Write(CaptureManifest.ToJson([manifest]));
        return ExitCode.Good;
    }
}
