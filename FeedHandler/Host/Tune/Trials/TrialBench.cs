using System.Globalization;
using System.Numerics;
using System.Text.Json;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Tune.Trials;

/// <summary>How long trials run, over what.</summary>
/// <param name="Captures">The captures, as the children are to find them.</param>
/// <param name="Lines">What `--lines` says of them; null where they prove it themselves.</param>
/// <param name="Seconds">What one run measures, about.</param>
/// <param name="PacketsPerSecond">How many packets are sent to receivers.</param>
/// <param name="Again">What tunes the same again, but for which changes are tried.</param>
internal sealed record TrialScale(IReadOnlyList<string> Captures, string? Lines, double Seconds, int PacketsPerSecond, IReadOnlyList<string> Again);

/// <summary>Runs benchmarks of this program as processes of their own, so that each has its own environment, and starts from nothing.</summary>
/// <param name="current">How the feed runs without a change.</param>
/// <param name="scale">How long, over what.</param>
/// <param name="network">Where packets are sent.</param>
internal sealed class TrialBench(CurrentFeed current, TrialScale scale, TrialNetwork network)
{
    private const int InstrumentsMin = 64;
    private const int PassCountMin = 5;
    private const int PassCountMax = 10_000;
    private const double RingPassSeconds = 0.06; // what making and ending a pipeline takes
    private const double RingPacketNs = 1500;
    private const double ReceivedShareMin = 0.99; // what is lost has no latency: with more of it the rest would look better than it is
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);
    private double _packetNs = 300;
    private long _packetCount;
    private int _instrumentsMax = InstrumentsMin;

    /// <summary>What is typed to measure again: the benchmark itself, but where it takes namespaces, which go with this command: there this command.</summary>
    /// <param name="change">The change.</param>
    public string CommandOf(TuneChange change)
    {
        string[] again = [.. scale.Again, ChangeCatalog.OnlyOption, change.Name.Length == 0 ? ChangeCatalog.Nothing : string.Join(',', change.Parts)];
        IEnumerable<string> environment = change.Environment.Select(static variable => $"{variable.Name}={variable.Value}");
        return string.Join(' ', change.Kind == TrialKind.Receive && network.IsNamespaces
            ? ["feedhandler", .. again.Select(Quoted)]
            : [.. environment, "feedhandler", .. Arguments(change).Select(Quoted)]);
    }

    /// <summary>What starts a run.</summary>
    /// <param name="change">The change.</param>
    public IReadOnlyList<string> WordsOf(TuneChange change) =>
        [.. change.Kind == TrialKind.Receive ? network.Prefix : [], .. OwnProgram.Words, .. Arguments(change)];

    /// <summary>The same for runs of another length.</summary>
    /// <param name="seconds">What one run measures, about.</param>
    public TrialBench For(double seconds) => new(current, scale with { Seconds = seconds }, network)
    {
        _packetNs = _packetNs,
        _packetCount = _packetCount,
        _instrumentsMax = _instrumentsMax,
    };

    /// <summary>Learns how large a pass over the captures is, and that they can be measured at all.</summary>
    /// <exception cref="CommandException">They cannot.</exception>
    public void Calibrate(CancellationToken stop)
    {
        int count = Look(["instruments", .. Captures(), "--json"], stop).GetProperty("instruments").GetArrayLength();
        _instrumentsMax = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(count, InstrumentsMin, PipelineOptions.InstrumentsMaxLimit / 2));
        string[] bench = ["bench", .. Captures(), "--mode", "events", "--passes", "5", "--instruments-max", Text(_instrumentsMax), "--json"];
        JsonElement events = Look(bench, stop).GetProperty("modes").GetProperty("events");
        _packetCount = events.GetProperty("packets").GetInt64();
        _packetNs = Math.Max(At(events, "nsPerPacket", "median"), 1);
    }

    private JsonElement Look(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        using ChildProgram child = ChildProgram.Start([.. OwnProgram.Words, .. arguments]);
        ProgramOutput output = child.Wait(Grace, stop);
        return output.Code == 0
            ? JsonDocument.Parse(output.Out).RootElement
            : throw new CommandException($"nothing can be measured over {scale.Captures[0]}: {ReasonOf(output)}");
    }

    /// <summary>Measures once.</summary>
    /// <param name="change">With which change.</param>
    /// <param name="stop">Ends it early.</param>
    /// <param name="prefix">What is typed before it, such as perf; nothing by default.</param>
    /// <param name="look">Called again and again while it runs, with the process's number.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TrialResult Run(TuneChange change, CancellationToken stop, IReadOnlyList<string>? prefix = null, Action<int>? look = null)
    {
        using ChildProgram child = ChildProgram.Start([.. prefix ?? [], .. WordsOf(change)], change.Environment);
        ProgramOutput output = child.Wait(Grace + TimeSpan.FromSeconds(scale.Seconds * 4), stop, look is null ? null : () => look(child.Id));
        if (output.Code != 0) return TrialResult.Failed(ReasonOf(output));
        try
        {
            using JsonDocument report = JsonDocument.Parse(output.Out);
            return Read(change.Kind, report.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return TrialResult.Failed($"its report cannot be read ({failure.Message})");
        }
    }

    private static TrialResult Read(TrialKind kind, JsonElement report)
    {
        if (kind == TrialKind.Path) return new TrialResult(1e9 / At(report, "modes", "events", "nsPerPacket", "median"));
        if (kind == TrialKind.Ring) return new TrialResult(At(report, "ring", "latencyNs", "endToEnd", "p99"));
        foreach (JsonElement row in report.GetProperty("medians").EnumerateArray())
        {
            if (!row.GetProperty("receiver").GetString()!.EndsWith(" to strategy", StringComparison.Ordinal)) continue;
            (int sent, int received) = (report.GetProperty("packets").GetInt32(), row.GetProperty("received").GetInt32());
            return received < sent * ReceivedShareMin
                ? TrialResult.Failed(FormattableString.Invariant($"{sent - received:N0} of {sent:N0} packets were lost"))
                : new TrialResult(row.GetProperty("latencyNs").GetProperty("p99").GetDouble());
        }

        string[] notes = report.TryGetProperty("notes", out JsonElement listed) ? [.. listed.EnumerateArray().Select(static note => note.GetString()!)] : [];
        return TrialResult.Failed(notes.Length == 0 ? "nothing was received" : string.Join("; ", notes));
    }

    private static double At(JsonElement report, params string[] members) =>
        members.Aggregate(report, static (at, member) => at.GetProperty(member)).GetDouble();

    private IReadOnlyList<string> Arguments(TuneChange change)
    {
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        (string Option, string Value)[] places = change.Kind == TrialKind.Receive ? [.. network.Options] : [];
        (string Option, string Value)[] all = [.. Size(change.Kind), .. current.OptionsOf(change.Kind), .. places, .. change.Options];
        foreach ((string option, string value) in all) options[option] = value;
        string[] given = [.. options.SelectMany(static option => new[] { option.Key, option.Value })];
        return change.Kind == TrialKind.Receive
            ? ["bench", "receive", "--without-c", "--rounds", "1", .. given, "--json"]
            : ["bench", .. Captures(), "--mode", change.Kind == TrialKind.Path ? "events" : "ring", .. given, "--json"];
    }

    private IEnumerable<(string Option, string Value)> Size(TrialKind kind)
    {
        double seconds = kind == TrialKind.Path ? _packetCount * _packetNs / 1e9 : RingPassSeconds + (_packetCount * RingPacketNs / 1e9);
        int passes = (int)Math.Clamp(scale.Seconds / Math.Max(seconds, 1e-6), PassCountMin, PassCountMax);
        return kind == TrialKind.Receive
            ? [("--rate", Text(scale.PacketsPerSecond)), ("--packets", Text(Math.Max((int)(scale.PacketsPerSecond * scale.Seconds), 100)))]
            : [("--passes", Text(passes)), ("--instruments-max", Text(_instrumentsMax))]; // the room for more is touched at every start
    }

    private string[] Captures() => [.. scale.Captures, .. scale.Lines is null ? Array.Empty<string>() : ["--lines", scale.Lines]];

    private static string ReasonOf(ProgramOutput output)
    {
        string line = output.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim() ?? $"exit code {output.Code}";
        return line.Replace("feedhandler: ", "", StringComparison.Ordinal);
    }

    // As a shell takes it for one word.
    private static string Quoted(string word)
    {
        const string Plain = "-_./:=,@+%";
        bool isPlain = word.All(static letter => char.IsAsciiLetterOrDigit(letter) || Plain.Contains(letter, StringComparison.Ordinal));
        return isPlain ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What one run measured.</summary>
/// <param name="Value">Packets a second of the path, else nanoseconds.</param>
/// <param name="Failure">Why there is none; null when there is.</param>
internal readonly record struct TrialResult(double Value, string? Failure = null)
{
    /// <summary>A run that measured nothing.</summary>
    public static TrialResult Failed(string reason) => new(double.NaN, reason);
}
