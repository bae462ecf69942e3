using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Events;
using FeedHandler.Wire;

namespace FeedHandler.Journals;

/// <summary>
/// Reads a journal as a subscriber needs it: every event in order, and of the states that lie between them those alone that are needed. States are told again
/// and again, so that reading can begin there: of what follows already from what was read they say nothing new, nor do the orders behind them. A state that
/// is as of an event that comes later is given behind that.
/// </summary>
/// <param name="cursor">Where it reads; disposed with this.</param>
public sealed class JournalPlayer(JournalCursor cursor) : IDisposable
{
    private readonly Queue<(JournalItem Item, byte[] Frame)> _early = []; // states as of an event that comes later
    private readonly HashSet<int> _known = []; // instruments whose books follow from what was read
    private long _last = -1;
    private long _epoch = cursor.Epoch;
    private int _fileCount;
    private bool _skipsOrders;

    /// <summary>Where it reads.</summary>
    public JournalCursor Cursor => cursor;

    /// <summary>Whether books need states: what was read does not begin with the feed's first event, of which all follows.</summary>
    public bool NeedsStates { get; private set; } = cursor.FirstSequence > 0;

    /// <summary>Events that are missing in the life of the feed at hand, as its files say by their numbers.</summary>
    public long MissingCount { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="item">What it is.</param>
    /// <param name="frame">Its frame; valid until the next call.</param>
    /// <returns>False at the end of the last file.</returns>
    public bool TryRead(out JournalItem item, out ReadOnlySpan<byte> frame)
    {
        item = default;
        frame = default;
        while (true)
        {
            if (_early.TryPeek(out (JournalItem Item, byte[] Frame) early) && early.Item.Place.Sequence <= Through)
            {
                _early.Dequeue();
                item = early.Item;
                frame = early.Frame;
                return true;
            }

            if (!cursor.TryRead(out frame)) return false;
            if (_fileCount != cursor.FileCount) EnterFile();
            if (TryTake(frame, out item)) return true;
        }
    }

    /// <summary>Something is missing: nothing follows from what was read, until states come.</summary>
    public void Lose()
    {
        _known.Clear();
        NeedsStates = true;
    }

    /// <inheritdoc/>
    public void Dispose() => cursor.Dispose();

    private long Through => Math.Max(_last, cursor.FirstSequence - 1);

    private void EnterFile()
    {
        _fileCount = cursor.FileCount;
        if (cursor.Epoch != _epoch)
        {
            (_epoch, _last, NeedsStates, MissingCount) = (cursor.Epoch, -1, cursor.FirstSequence > 0, 0);
            _early.Clear();
            _known.Clear();
        }
        else if (cursor.MissingCount > 0)
        {
            MissingCount += cursor.MissingCount;
            Lose();
        }
    }

    private bool TryTake(ReadOnlySpan<byte> frame, out JournalItem item)
    {
        item = default;
        if (FrameHeader.Read(frame, out FrameHeader header) != FrameFault.None) return false;
        if (header.TemplateId == Notice.TemplateId)
        {
            item = new JournalItem(JournalItemKind.Notice, default, default);
            return true;
        }

        if (header.TemplateId is BookSnapshot.TemplateId or OrderSnapshot.TemplateId) return TryTakeState(frame, header.TemplateId, out item);
        return FrameDecoder.TryDecodeEvent(frame, out MarketEvent told, out EventPlace place, out _) && TryTakeEvent(told, place, out item);
    }

    private bool TryTakeEvent(in MarketEvent told, in EventPlace place, out JournalItem item)
    {
        bool isState = told.Kind == EventKind.Definition && place.Sequence <= Through;
        item = new JournalItem(isState ? JournalItemKind.State : JournalItemKind.Event, told, place);
        if (isState) return !IsKnown(told);
        if (told.Kind == EventKind.Definition) _known.Add(KeyOf(told));
        (_last, _skipsOrders) = (place.Sequence, false); // orders that come alone behind an event were not there before
        return true;
    }

    private bool TryTakeState(ReadOnlySpan<byte> frame, int templateId, out JournalItem item)
    {
        item = default;
        if (!FrameDecoder.TryReadState(frame, templateId, out MarketEvent head, out EventPlace place)) return false;
        if (templateId == BookSnapshot.TemplateId)
        {
            _skipsOrders = IsKnown(head);
            _known.Add(KeyOf(head));
        }

        if (_skipsOrders) return false;
        item = new JournalItem(JournalItemKind.State, head, place);
        if (place.Sequence <= Through) return true;
        _early.Enqueue((item, frame.ToArray()));
        return false;
    }

    private bool IsKnown(in MarketEvent head) => !NeedsStates || _known.Contains(KeyOf(head));

    private static int KeyOf(in MarketEvent head) => (head.InstrumentIndex << 8) | head.Channel;
}

/// <summary>What a frame of a journal is.</summary>
public enum JournalItemKind : byte
{
    /// <summary>The next event of the stream.</summary>
    Event = 0,

    /// <summary>What an instrument is, its book, or orders of it, as of an event that was read.</summary>
    State = 1,

    /// <summary>What became of the feed in front of the next event.</summary>
    Notice = 2,
}

/// <summary>What was read of a journal.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Head">The event, or which instrument a state is of.</param>
/// <param name="Place">Its place in the stream.</param>
public readonly record struct JournalItem(JournalItemKind Kind, MarketEvent Head, EventPlace Place);
