using System.Runtime.CompilerServices;
using FeedHandler.Latency.Clocks;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.FlightRecorder;

/// <summary>Stamps of which a flight recorder keeps those of the last packets.</summary>
/// <typeparam name="TClock">The clock.</typeparam>
/// <param name="stamps">Records to the histograms of the thread.</param>
/// <param name="ring">The recorder, on the feed thread; null on a strategy's.</param>
/// <param name="flag">Tells of events that came late, on a strategy's thread; null on the feed's.</param>
public struct FlightStamps<TClock>(StageStamps<TClock> stamps, FlightRing? ring, FlightFlag? flag) : IStamps
    where TClock : struct, IClock
{
    // Not readonly: a readonly field of a struct type argument is copied at every call.
    private StageStamps<TClock> _stamps = stamps;
    private readonly FlightRing? _ring = ring;
    private readonly FlightFlag? _flag = flag;

    /// <inheritdoc/>
    public static bool Enabled => true;

    /// <inheritdoc/>
    public long Now() => _stamps.Now();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // FlightBenchmark: several times a packet
    public void Record(Stage stage, long fromTicks, long toTicks)
    {
        _stamps.Record(stage, fromTicks, toTicks);
        _ring?.Add(stage, toTicks - fromTicks);
    }

    /// <inheritdoc/>
    public void RecordNs(Stage stage, long durationNs) => _stamps.RecordNs(stage, durationNs);

    /// <inheritdoc/>
    public long DurationNs(long ticks) => _stamps.DurationNs(ticks);

    /// <inheritdoc/>
    public void EndPacket(ReadOnlySpan<byte> packet, int group, long rxNs, (long SinceTicks, long StartTicks, long EndTicks) times) =>
        _ring?.EndPacket(packet, group, rxNs, times.SinceTicks, times.StartTicks, times.EndTicks);

    /// <inheritdoc/>
    public void EndEvent(long handedOverTicks, long startTicks, long endTicks) =>
        _flag?.OnEvent(handedOverTicks, _stamps.DurationNs(endTicks - handedOverTicks), _stamps.DurationNs(endTicks - startTicks));
}
