using System.Text;
using FeedHandler.Client;
using FeedHandler.Client.Remote;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Wire;
using Delivery = FeedHandler.Client.Delivery;
using EventFlags = FeedHandler.Core.Events.EventFlags;

namespace FeedHandler.Distribution;

/// <summary>
/// The books behind what was taken out of the journal, as a subscriber has them, and of which instruments they changed since their states were told. For one
/// thread.
/// </summary>
internal sealed class InstrumentStates : IBookSubscriber, IDisposable
{
    private const int StateBytesMax = FrameEncoder.EventBytesMax + FrameEncoder.SnapshotBytesMax;
    private static readonly Predicate<SubscribedInstrument> All = static _ => true;
    private readonly Dictionary<int, HashSet<(byte Channel, int Index)>> _changed = []; // by the channel's number at the venue
    private readonly Dictionary<int, Dictionary<int, byte>> _known = []; // of those, all instruments, and the channel's index
    private readonly Dictionary<int, bool> _isWithinEvent = [];
    private readonly byte[] _room = new byte[StateBytesMax];
    private RemoteBooks _books = New();

    /// <summary>Another file is read from its begin: books begin with the states in it.</summary>
    public void Restart()
    {
        _books.Dispose();
        _books = New();
        foreach (HashSet<(byte, int)> changed in _changed.Values) changed.Clear();
        _known.Clear();
        _isWithinEvent.Clear();
    }

    /// <summary>Takes an event or a state. What does not follow is told of no more until its state comes.</summary>
    /// <param name="told">The event.</param>
    /// <param name="place">Its place.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="isState">Whether it says what an instrument is already, in front of its book.</param>
    public void TakeEvent(in MarketEvent told, in EventPlace place, ReadOnlySpan<byte> frame, bool isState)
    {
        _books.BeginsWithDefinitions = !isState;
        _books.TakeEvent(frame, All, this);
        if (!isState) _isWithinEvent[place.ChannelId] = told.InstrumentIndex != MarketEvent.NoInstrument && (told.Flags & EventFlags.EndOfEvent) == 0;
    }

    /// <summary>Takes a state.</summary>
    public void TakeSnapshot(ReadOnlySpan<byte> frame) => _books.TakeSnapshot(frame, All, this);

    /// <summary>The symbol of an instrument; empty where it has none.</summary>
    public string SymbolOf(int channelId, int index) =>
        _known.GetValueOrDefault(channelId) is { } known && known.TryGetValue(index, out byte channel) && _books.TryGet(channel, index, out SubscribedBook book)
            ? NameOf(book.Instrument) : "";

    /// <summary>Tells the states of a channel that changed, unless a match event goes on.</summary>
    /// <param name="sender">The channel's.</param>
    /// <param name="stream">Keeps them.</param>
    /// <returns>How many; negative where none could be told.</returns>
    /// <exception cref="BrokerException">The broker cannot be reached.</exception>
    public int Tell(ChannelSender sender, IBrokerStream stream)
    {
        if (_isWithinEvent.GetValueOrDefault(sender.ChannelId)) return -1;
        if (!_changed.TryGetValue(sender.ChannelId, out HashSet<(byte Channel, int Index)>? changed)) return 0;
        if (sender.NeedsStates)
        {
            foreach ((int index, byte channel) in _known.GetValueOrDefault(sender.ChannelId) ?? []) changed.Add((channel, index));
            sender.NeedsStates = false;
        }

        foreach ((byte channel, int index) in changed)
        {
            if (!_books.TryGet(channel, index, out SubscribedBook book)) continue;
            StreamPlace place = sender.Place with { Sequence = book.Sequence };
            stream.SendState(NameOf(book.Instrument), Encode(book), place, sender.Position);
        }

        int count = changed.Count;
        changed.Clear();
        return count;
    }

    /// <inheritdoc/>
    public void OnSnapshot(in SubscribedBook book) => Note(book);

    /// <inheritdoc/>
    public void OnChange(in SubscribedBook book) => Note(book);

    /// <inheritdoc/>
    public void OnDefinition(in SubscribedBook book) => Note(book);

    /// <inheritdoc/>
    public void Dispose() => _books.Dispose();

    private static RemoteBooks New() => new(new RemoteFeedOptions { Delivery = Delivery.EndOfEvent, InstrumentCountMax = 1 << 20 });

    // A symbol may be missing, as where the venue never defined an instrument; no two of them are the same state's.
    private static string NameOf(SubscribedInstrument instrument) =>
        instrument.Symbol.Length > 0 ? instrument.Symbol : FormattableString.Invariant($"id{instrument.SecurityId}");

    private void Note(in SubscribedBook book)
    {
        (int channelId, byte channel, int index) = (book.Instrument.ChannelId, (byte)book.Instrument.Channel, book.Instrument.InstrumentIndex);
        if (!_changed.TryGetValue(channelId, out HashSet<(byte, int)>? changed)) _changed[channelId] = changed = [];
        if (!_known.TryGetValue(channelId, out Dictionary<int, byte>? known)) _known[channelId] = known = [];
        changed.Add((channel, index));
        known[index] = channel;
    }

    private ReadOnlyMemory<byte> Encode(in SubscribedBook book)
    {
        EventPlace place = new(book.Sequence, 0, 0, book.Instrument.ChannelId);
        int bytes = FrameMaker.EncodeDefinition(book, place, _room);
        bytes += FrameMaker.EncodeSnapshot(book, place, SnapshotCause.Loop, isWithinEvent: false, _room.AsSpan(bytes));
        return _room.AsMemory(0, bytes);
    }
}
