using System.Diagnostics;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Latency.Histograms;
using FeedHandler.Receivers;

namespace FeedHandler.Host.Bench.Receive;

/// <summary>Measures receivers in turns: every round has each of them once, so that what else the machine does falls on all alike.</summary>
internal sealed class ReceiveBench(ReceiveRate rate, ReceiverSettings settings, int? core, int? sendCore) : IDisposable
{
    private static readonly TimeSpan JoinTime = TimeSpan.FromMilliseconds(300);
    private ReceiverInC? _inC;

    /// <summary>What could not be measured, and why.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Measures.</summary>
    /// <param name="kinds">Our receivers.</param>
    /// <param name="roundCount">Rounds.</param>
    /// <param name="folder">Where to begin looking for the C source; null leaves the receiver in C out.</param>
    /// <param name="stop">Ends it between two measurements.</param>
    public List<ReceiveRound> Run(IReadOnlyList<ReceiverKind> kinds, int roundCount, string? folder, CancellationToken stop)
    {
        if (folder is not null)
        {
            _inC = ReceiverInC.Compile(folder, out string reason);
            if (_inC is null) Notes.Add(reason);
        }

        List<ReceiveRound> rounds = [];
        for (int round = 0; round < roundCount; round++)
        {
            foreach (ReceiverKind kind in kinds)
            {
                if (!stop.IsCancellationRequested) rounds.AddRange(Measure(kind));
            }

            if (_inC is not null && !stop.IsCancellationRequested && MeasureC(_inC) is { } least) rounds.Add(least);
        }

        return rounds;
    }

    /// <inheritdoc/>
    public void Dispose() => _inC?.Dispose();

    private IEnumerable<ReceiveRound> Measure(ReceiverKind kind)
    {
        LiveOptions options = new()
        {
            Groups = [new LineGroup(Core.Packets.Line.A, rate.Group, rate.Interface)],
            Kind = kind,
            Settings = settings,
        };
        ReceiverOpening opening = LiveFeeds.Open(options);
        if (opening.Receiver is not { } receiver)
        {
            Note($"{kind}: {string.Join("; ", opening.Errors)}");
            return [];
        }

        foreach (string note in receiver.Notes) Note($"{kind}: {note}");
        using (receiver)
        using (Process sender = ReceiveSender.Start(rate, sendCore))
        {
            WireLatencies latencies = LiveFeeds.Drive<ReceiveProbe, WireLatencies>(receiver, new ReceiveProbe(rate.Count, core));
            if (ReceiveSender.Join(sender, rate) is { Length: > 0 } failure) throw new CommandException($"the sender failed: {failure}");
            int received = (int)receiver.Counters[0].Packets;
            ReceiveRound?[] rounds = [Read(kind.ToString(), latencies.Handler, received), Read($"{kind} to strategy", latencies.Strategy, received)];
            return [.. rounds.OfType<ReceiveRound>()];
        }
    }

    private ReceiveRound? MeasureC(ReceiverInC program)
    {
        using Process receiver = program.Start(rate, core);
        Thread.Sleep(JoinTime);
        using Process sender = ReceiveSender.Start(rate, sendCore);
        string failure = ReceiveSender.Join(sender, rate);
        string output = receiver.WaitForExit(TimeSpan.FromSeconds(10)) ? receiver.StandardOutput.ReadToEnd() : "";
        if (!receiver.HasExited) receiver.Kill(entireProcessTree: true);
        if (failure.Length > 0) throw new CommandException($"the sender failed: {failure}");
        ReceiveRound? round = ReceiverInC.Read(output);
        if (round is null) Note($"{ReceiverInC.Name}: nothing measured");
        return round;
    }

    private static ReceiveRound? Read(string name, DurationHistogram latencies, int count) => latencies.TotalCount == 0
        ? null
        : new ReceiveRound(
            name, count, latencies.MinNs, latencies.PercentileNs(50), latencies.PercentileNs(99),
            latencies.PercentileNs(99.9), latencies.MaxNs);

    private void Note(string text)
    {
        if (!Notes.Contains(text)) Notes.Add(text);
    }
}
