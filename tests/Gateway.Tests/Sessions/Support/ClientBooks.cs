using System.Runtime.InteropServices;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions.Support;

/// <summary>The books of a client as frames make them, which proves by the numbers in them that nothing is missing.</summary>
internal sealed class ClientBooks : IDisposable
{
    private readonly SequenceChain _chain = new(64);
    private readonly Dictionary<int, int> _bookOf = [];
    private readonly BookTable _books = new(64);

    /// <summary>What was missing; empty while the proof holds.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>Events of the stream that were taken, by their number.</summary>
    public SortedDictionary<long, MarketEvent> Events { get; } = [];

    public IEnumerable<int> Instruments => _bookOf.Keys;

    public static ClientBooks Of(IEnumerable<byte[]> frames)
    {
        ClientBooks books = new();
        foreach (byte[] frame in frames) books.Take(frame);
        return books;
    }

    public void Take(byte[] frame)
    {
        if (FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out _)) Restore(snapshot);
        else if (FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out _)) Take(told, place);
    }

    public bool IsRight(int index, in BookImage right)
    {
        BookImage image = default;
        if (!_bookOf.TryGetValue(index, out int book)) return false;
        _books[book].CopyTo(ref image);
        return Bytes(image).SequenceEqual(Bytes(right));
    }

    public void Dispose() => _books.Dispose();

    private void Restore(in DecodedSnapshot snapshot)
    {
        int index = snapshot.Head.InstrumentIndex;
        if (!_bookOf.TryGetValue(index, out int book)) _bookOf[index] = book = _books.Add(snapshot.Image.SecurityId);
        if (!_books[book].TryRestore(snapshot.Image)) Broken.Add($"snapshot of {index}: no book");
        _chain.Begin(snapshot.Head.Channel, index, snapshot.Place.Sequence);
    }

    private void Take(in MarketEvent told, in EventPlace place)
    {
        ChainLink link = _chain.Take(told, place);
        if (link is ChainLink.Missing or ChainLink.MissingOfChannel) Broken.Add($"{told.Kind} of {told.InstrumentIndex} at {place.Sequence}: {link}");
        if (link != ChainLink.Next) return;
        Events[place.Sequence] = told;
        if (told.InstrumentIndex != MarketEvent.NoInstrument) BookReplica.Apply(told, ref _books[_bookOf[told.InstrumentIndex]]);
        else foreach (int book in _bookOf.Values) BookReplica.Apply(told, ref _books[book]);
    }

    private static ReadOnlySpan<byte> Bytes(in BookImage image) => MemoryMarshal.AsBytes(new ReadOnlySpan<BookImage>(in image));
}
