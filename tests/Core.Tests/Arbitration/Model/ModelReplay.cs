using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Pipelines;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Core.Tests.Arbitration.Model;

/// <summary>Writes down what a channel tells, and passes it on.</summary>
internal sealed class ModelLog(IModelListener? next) : IModelListener
{
    private const ulong GapMark = 1UL << 60;
    private const ulong RestartMark = 1UL << 61;
    private const ulong DoubtMark = 1UL << 62;

    public List<ulong> Told { get; } = [];

    public void OnPacket(int id, in PacketHeader header, bool isWhole)
    {
        Told.Add((ulong)id);
        next?.OnPacket(id, header, isWhole);
    }

    public void OnGap(ulong lostCount, ulong nextNumber)
    {
        Told.Add(GapMark + lostCount);
        Told.Add(nextNumber);
        next?.OnGap(lostCount, nextNumber);
    }

    public void OnRestart(ulong nextNumber)
    {
        Told.Add(RestartMark + nextNumber);
        next?.OnRestart(nextNumber);
    }

    public void OnDoubt(bool isInDoubt)
    {
        Told.Add(DoubtMark);
        next?.OnDoubt(isInDoubt);
    }
}

/// <summary>Replays what was received with what was given up, as a recording has it: it must tell the same, whatever the clock does.</summary>
internal sealed class ModelReplay(ModelPackets packets, ArbitrationOptions options) : IGapListener, IDisposable
{
    private readonly ModelLog _log = new(null);
    private readonly List<(int Step, ulong Next)> _notes = [];
    private FeedChannel<NumberedVenue, ModelDecoder, NoStamps>? _channel;

    /// <summary>The arrival after which the live channel gives something up.</summary>
    public int Step { get; set; }

    public void OnGaveUp(int group, ulong first, ulong next) => _notes.Add((Step, next));

    public void Start() => _notes.Clear();

    /// <summary>Whether a replay tells what the live channel told.</summary>
    public bool TellsTheSame(ModelScenario scenario, List<ulong> told)
    {
        _channel ??= new(options with { FollowsNotes = true }, FeedMap.TwoLines, 0, new ModelDecoder(_log), default);
        _channel.Restart();
        _log.Told.Clear();
        int note = 0;
        for (int step = 0; step < scenario.Count; step++)
        {
            _channel.OnPacket(new Packet(packets[scenario.Arrivals[step]], 0, scenario.Arrivals[step].Line), 0);
            for (; note < _notes.Count && _notes[note].Step == step; note++) _channel.OnGaveUp(_notes[note].Next);
        }

        _channel.OnEnd();
        return _log.Told.SequenceEqual(told);
    }

    public void Dispose() => _channel?.Dispose();
}
