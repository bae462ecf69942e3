using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Publish;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Latency.Clocks;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Host.Simulate;

/// <summary>Serves a simulated channel live, from the first definition to the report.</summary>
internal sealed class ServeRun(Terminal terminal, bool followsLinks, ServePlan plan)
{
    private const string TruthOption = "--truth";
    private const string ConfigurationOption = "--config";
    private readonly OutputPlan _outputs = new(terminal, followsLinks);

    /// <summary>Runs to the end.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        _outputs.AddFile(TruthOption, plan.TruthPath, isWhole: true);
        _outputs.AddFile(ConfigurationOption, plan.ConfigurationPath, isWhole: true);
        using LineSender sender = new(plan.Targets);
        using ReplayServing? serving = plan.ReplayServer is { } server ? ReplayServing.Open(server, Map(), plan.HistoryCount) : null;
        WriteConfiguration(serving?.Server.EndPoint);
        long startNs = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        ServedChannel channel = new(plan.Options, startNs, serving?.Archives[0]);
        ExchangeServer<LineSender, MonotonicClock> exchange = new(channel, sender, default, plan.Options.Duration) { Wait = plan.Wait };
        using (new ProgressLine(terminal, "serving", () => Sent(channel), "packets"))
            exchange.Run(terminal.Stop, () => terminal.Tell($"closed after {channel.EventCount} match events, quiet from here on"));
        ServeReport report = new(plan.Targets, channel, exchange.Lateness, exchange.ElapsedNs, sender)
        {
            Replay = serving?.Server,
            WasStopped = terminal.Stop.IsCancellationRequested,
            IsEndless = plan.Options is { Duration: null, EventCountMax: long.MaxValue },
            Failures = WriteTruth(channel) is { } failure ? [failure] : [],
        };
        return Tell(report, sender.RefusedCount > 0 || report.Failures.Count > 0);
    }

    private int Tell(ServeReport report, bool hasFailed)
    {
        if (plan.IsJson) report.WriteJson(terminal.Out);
        else report.WriteText(terminal.Page);
        return hasFailed ? ExitCode.CheckFailed : ExitCode.Good;
    }

    private static long Sent(ServedChannel channel)
    {
        long sent = 0;
        foreach (ServedGroup group in channel.Groups) sent += group.PacketCount;
        return sent;
    }

    private FeedMap Map() => new([.. plan.Targets.Select(static target => target.Feed)]);

    // Whoever reads it may start a feed at once: groups and server are there.
    private void WriteConfiguration(IPEndPoint? server)
    {
        if (plan.ConfigurationPath is not { } path) return;
        string? failure = _outputs.TryWrite(ConfigurationOption, path, stream => ServeConfiguration.Write(stream, plan, server));
        if (failure is not null) throw new OutputException(failure);
    }

    private string? WriteTruth(ServedChannel channel) =>
        plan.TruthPath is { } path ? _outputs.TryWrite(TruthOption, path, stream => ServeTruth.Write(stream, channel, plan.Options.Simulation.ApplId)) : null;
}
