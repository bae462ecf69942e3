using FeedHandler.Codecs.Cme;

namespace FeedHandler.Replay.Simulator;

/// <summary>
/// A CME MDP 3.0 channel made by a small exchange: definitions, an opening, then match events on books that obey
/// the venue's rules. Deterministic in its options. Packets come one at a time, and with each the published books of
/// <see cref="Instruments"/> become what a receiver of all packets so far must have.
/// </summary>
public sealed partial class SimulatedFeed
{
    private const ulong RareSeed = 0x5EED_0F_0A_2A2E;
    private const ulong WordingSeed = 0x5EED_0F_30_2D5;
    private readonly SimulationOptions _options;
    private readonly PacketAssembler _packets;
    private readonly AdminEncoder _admin;
    private readonly DefinitionEncoder _definitions;
    private readonly MatchingModel _model;
    private readonly SeededRandom _random;
    private readonly EventPace _pace;
    private readonly SimulatedInstrument[] _instruments;
    private long _nowNs;
    private long _dueNs;
    private int _eventsDone;
    private bool _hasOpened;
    private bool _isFinished;
    private bool _hasEnded;

    /// <summary>Starts a channel.</summary>
    /// <param name="options">What it does.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SimulatedFeed(SimulationOptions options)
    {
        options.Validate();
        _options = options;
        _random = new SeededRandom(options.Seed);
        _pace = new EventPace(_random, options.Profile, options.PacketBytesMax, options.EventsPerSecond);
        _packets = new PacketAssembler(options);
        _chance = new SeededRandom(options.Seed ^ RareSeed);
        _admin = new AdminEncoder(_packets, options);
        _definitions = new DefinitionEncoder(_packets, options);
        _instruments = SimulatedInstrument.Channel(options.InstrumentCount);
        IMessageForm form = options.IsOldSchema ? new OldForm(_packets, options.SchemaVersion) : new CurrentForm(_packets);
        foreach (SimulatedInstrument instrument in _instruments) instrument.TradesKept = options.TradesKept;
        Truth = new PublishedChannel(_instruments);
        MatchEventEncoder encoder = new(_packets, form, _random, options);
        _model = new MatchingModel(_instruments, _random, encoder, new BookPublisher(new SeededRandom(options.Seed ^ WordingSeed), options.HasOrders), options);
        _nowNs = _dueNs = options.StartNs;
    }

    /// <summary>The instruments with their books.</summary>
    public IReadOnlyList<SimulatedInstrument> Instruments => _instruments;

    /// <summary>The channel as everything published so far makes it.</summary>
    public PublishedChannel Truth { get; }

    /// <summary>What the last packet said, message by message.</summary>
    public IReadOnlyList<PublishedMessage> Said { get; private set; } = [];

    /// <summary>The number of the last packet that was given out; 0 before the first.</summary>
    public uint SeqNum { get; private set; }

    /// <summary>Whether all that the exchange did has been published: no packet is in the making.</summary>
    public bool IsSettled => _packets.IsEmpty;

    /// <summary>How many match events there were behind the opening, those in the making included.</summary>
    public int EventCount => _eventsDone;

    /// <summary>When the next packet is sent; nothing of it counts as published.</summary>
    /// <param name="sendingTimeNs">Nanoseconds since the Unix epoch.</param>
    /// <returns>False at the end of the simulation.</returns>
    public bool TryPeek(out long sendingTimeNs)
    {
        while (!_packets.TryPeek(out sendingTimeNs))
        {
            if (_hasEnded) return false;
            Advance();
        }

        return true;
    }

    /// <summary>Takes the next packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <returns>False at the end of the simulation.</returns>
    public bool TryNext(out SimulatedPacket packet)
    {
        packet = default;
        if (!TryPeek(out _)) return false;
        _packets.TryTake(out packet, out PublishedMessage[] messages);
        SeqNum = packet.SeqNum;
        Said = messages;
        foreach (PublishedMessage message in messages) Truth.Apply(message);
        return true;
    }

    /// <summary>Gives out packets until one with this number, so that published books are those of this moment.</summary>
    /// <param name="seqNum">The packet.</param>
    public void AdvanceTo(uint seqNum)
    {
        while (SeqNum != seqNum && TryNext(out _))
        {
        }
    }

    /// <summary>All packets that are left.</summary>
    /// <returns>The packets.</returns>
    public IEnumerable<SimulatedPacket> Packets()
    {
        while (TryNext(out SimulatedPacket packet)) yield return packet;
    }

    private void Advance()
    {
        _packets.NowNs = Math.Max(_packets.NowNs, _nowNs);
        if (!_hasOpened) Open();
        else if (_isFinished || _eventsDone == _options.EventCount) End();
        else NextEvent();
    }

    private void Open()
    {
        SimulatedInstrument[] early = _instruments[..^_options.LateInstrumentCount];
        foreach (SimulatedInstrument instrument in early)
        {
            instrument.IsLive = true;
            _definitions.Encode(instrument, 'A', instrument.Status, _nowNs);
        }

        _hasOpened = true;
        if (_options.Day is { } day)
        {
            OpenDay(day, early);
            return;
        }

        GroupStatus(SecurityTradingStatus.PreOpen, SecurityTradingEvent.NoEvent);
        _packets.Flush();
        foreach (SimulatedInstrument instrument in early) _model.Open(instrument, _nowNs);
        GroupStatus(SecurityTradingStatus.ReadyToTrade, SecurityTradingEvent.NoEvent);
        _packets.Flush();
    }

    private void End()
    {
        GroupStatus(SecurityTradingStatus.Close, SecurityTradingEvent.NoEvent);
        foreach (SimulatedInstrument instrument in _instruments.Where(static each => each.IsLive)) _model.Settle(instrument, _nowNs);
        if (_options.Day is { } day) CloseDay(day);
        _packets.Flush();
        _hasEnded = true;
    }

    private void NextEvent()
    {
        PassTime();
        _eventsDone++;
        NextRare();
        if (_options.Day is { } day && IsHaltDue(day)) HaltGroup(day);
        int resetEvery = _options.EventCount / (_options.ChannelResetCount + 1);
        if (_options.ChannelResetCount != 0 && _eventsDone % Math.Max(resetEvery, 1) == 0 && _eventsDone < _options.EventCount) ResetChannel();
        else if (_random.PerMille(970)) _model.Trade(_nowNs);
        else Administer();
        if (_pace.EndsPacket(_packets.Length)) _packets.Flush(); // else the next event shares the packet
    }

    private void PassTime()
    {
        (long gapNs, long delayNs) = _pace.Next();
        _dueNs = (_options.IsServed ? _dueNs : _nowNs) + gapNs; // a packet that had to wait for another makes no later event late
        Beat(_dueNs);
        _nowNs = Math.Max(_dueNs, _packets.NowNs);
        _packets.NowNs = _nowNs + delayNs;
    }
}
