using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <summary>Runs scenarios of one shape through a channel and holds it against the specification.</summary>
internal sealed class ModelRun : IDisposable
{
    public const long GapNs = 1000;
    private const long StartNs = 1_000_000;
    private readonly ArbitrationOptions _options;
    private readonly ModelPackets _packets;
    private readonly ModelSpecification _specification;
    private readonly ModelLog _log;
    private readonly ModelReplay _replay;
    private FeedChannel<NumberedVenue, ModelDecoder, NoStamps>? _channel;

    public ModelRun(ModelShape shape, ArbitrationOptions options)
    {
        _options = options;
        _packets = new ModelPackets(shape);
        _specification = new ModelSpecification(options);
        _log = new ModelLog(_specification);
        _replay = new ModelReplay(_packets, options);
    }

    /// <summary>Packets that the channel has taken.</summary>
    public long StateCount { get; private set; }

    /// <summary>Runs a scenario.</summary>
    /// <returns>The rule that it breaks, or null.</returns>
    public string? Run(ModelScenario scenario)
    {
        _channel ??= new(_options, FeedMap.TwoLines, 0, new ModelDecoder(_log), default) { GapListener = _replay };
        _channel.Restart();
        _specification.Start(scenario);
        _log.Told.Clear();
        _replay.Start();
        LineCounters before = _channel.Arbitration.Sum();
        StateCount += scenario.Count + 1;
        try
        {
            Take(_channel, scenario);
            _specification.AtEnd(before, _channel.Arbitration.Sum());
            if (!_replay.TellsTheSame(scenario, _log.Told)) _specification.Fail("a replay with the notes tells the same");
        }
        catch (InvalidOperationException exception)
        {
            _specification.Fail(exception.Message);
        }

        if (_specification.Violation is null) return null;
        _channel.Dispose(); // it may hold what the next run must not see
        _channel = null;
        return _specification.Violation;
    }

    public void Dispose()
    {
        _channel?.Dispose();
        _replay.Dispose();
    }

    private void Take(FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel, ModelScenario scenario)
    {
        long nowNs = StartNs;
        for (int step = 0; step < scenario.Count; step++)
        {
            ref readonly ModelArrival arrival = ref scenario.Arrivals[step];
            if (step == scenario.ClockStep) nowNs += GapNs + 1;
            _replay.Step = step;
            _specification.OnArrival(step, arrival, nowNs);
            channel.OnPacket(new Packet(_packets[arrival], nowNs, arrival.Line), nowNs);
            _specification.AfterStep(channel.Arbitration);
            if (step != scenario.DrainStep) continue;
            nowNs += GapNs + 1;
            _specification.OnTime(nowNs);
            Drain(channel, nowNs);
            Drain(channel, nowNs);
        }

        _specification.BeforeEnd();
        channel.OnEnd();
        _specification.AfterStep(channel.Arbitration);
    }

    private void Drain(FeedChannel<NumberedVenue, ModelDecoder, NoStamps> channel, long nowNs)
    {
        _specification.OnDrained(nowNs);
        channel.OnDrained(nowNs);
        _specification.AfterStep(channel.Arbitration);
    }
}
