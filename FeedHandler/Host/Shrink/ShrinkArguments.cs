using System.CommandLine;
using System.CommandLine.Parsing;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Replay.Lines;
using FeedHandler.Replay.Slicing;

namespace FeedHandler.Host.Shrink;

/// <summary>The arguments that say what has to fail, and how much may be spent on it.</summary>
internal sealed class ShrinkArguments
{
    private readonly Argument<string[]> _check = new("CHECK")
    {
        Description = "Behind --: a program and its arguments, with {} for the capture; exit code 0 is good, any other is the failure",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _fails = Options.Choice("--fails", "Instead of a program, check by a replay", ReplayCheck.Kinds);
    private readonly Option<long?> _exit = Options.Number("--exit", "The exit code of CHECK that is the failure (default any but 0)", 0, 255);
    private readonly Option<long?> _runs = Options.Number("--runs", "The most runs of the check (default 2000)", 1, 1_000_000);
    private readonly Option<long?> _runSeconds = Options.Number("--run-seconds", "How long one run of CHECK may take (default 60)", 1, 86_400);
    private readonly Option<long?> _seconds = Options.Number("--seconds", "How long all may take (default 3600)", 1, 31_536_000);
    private readonly Option<string?> _lines = Options.Text("--lines", "Which destination is which line; found in the capture where it proves it", "MAP");

    /// <summary>Adds the arguments to a command, behind its own.</summary>
    public ShrinkArguments(Command command)
    {
        command.Add(_check);
        foreach (Option option in (Option[])[_fails, _exit, _runs, _runSeconds, _seconds, _lines]) command.Add(option);
    }

    /// <summary>How much may be spent.</summary>
    public ShrinkLimits Limits(ParseResult parsed) =>
        new((int)(parsed.GetValue(_runs) ?? 2000), TimeSpan.FromSeconds(parsed.GetValue(_seconds) ?? 3600));

    /// <summary>The check, and which destination is which line where that is known.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">The capture.</param>
    /// <param name="format">As what it is written.</param>
    /// <param name="terminal">Where the command runs.</param>
    /// <exception cref="CommandException">There is no check, or more than one, or the capture cannot be replayed.</exception>
    public (IFailureCheck Check, LineMap? Lines) Read(ParseResult parsed, string path, SliceFormat format, Terminal terminal)
    {
        string[] words = parsed.GetValue(_check) ?? [];
        string? kind = parsed.GetValue(_fails);
        Check(parsed, words, kind, format);
        LineMap? lines = Lines(parsed, terminal.PathOf(path), isNeeded: kind is not null);
        if (kind is not null) return (new ReplayCheck(kind, lines!.ToString(), terminal), lines);
        TimeSpan limit = TimeSpan.FromSeconds(parsed.GetValue(_runSeconds) ?? 60);
        return (new ProgramCheck(words, (int?)parsed.GetValue(_exit), limit), lines);
    }

    private void Check(ParseResult parsed, string[] words, string? kind, SliceFormat format)
    {
        if (words.Length > 0 && !parsed.Tokens.Any(static token => token.Type == TokenType.DoubleDash))
            throw new UsageException($"{words[0]}: one FILE is shrunk; a program to check it stands behind --");
        if (words.Length == 0 && kind is null)
            throw new UsageException("nothing has to fail: give a program behind --, with {} for the capture, or --fails KIND");
        if (words.Length > 0 && kind is not null)
            throw new UsageException($"{_fails.Name} and a program both say what has to fail: give one of them");
        if (kind is not null && parsed.GetValue(_exit) is not null)
            throw new UsageException($"{_exit.Name} is of a program behind --, and {_fails.Name} runs none");
        if (words.Length > 0 && !Array.Exists(words, static word => word.Contains(ProgramCheck.Place, StringComparison.Ordinal)))
            throw new UsageException($"{words[0]}: is not told the capture: put {ProgramCheck.Place} where its name is to stand");
        if (kind == ReplayCheck.Gaps && format == SliceFormat.Pcap)
            throw new UsageException($"{_fails.Name} {kind}: in pcap every packet that is left out is a gap: give --out a name that ends in .pcapng");
    }

    // A program may check captures of anything: only a replay needs to know its lines.
    private LineMap? Lines(ParseResult parsed, string path, bool isNeeded)
    {
        try
        {
            using CaptureSet captures = CaptureSet.Open(new CaptureSettings([path], parsed.GetValue(_lines), CaptureSet.TrailerNames[0]));
            return captures.Lines;
        }
        catch (LinesException failure)
        {
            throw new UsageException($"{_lines.Name}: {failure.Message}");
        }
        catch (FeedException) when (!isNeeded)
        {
            return null;
        }
    }
}
