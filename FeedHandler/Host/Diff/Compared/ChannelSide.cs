using FeedHandler.Core.Events;

namespace FeedHandler.Host.Diff.Compared;

/// <summary>One side of one channel: what waits to be compared, and the books up to there.</summary>
/// <param name="instrumentsMax">How many instruments there can be.</param>
internal sealed class ChannelSide(int instrumentsMax)
{
    // How far two packets of one number are searched for where they go on alike.
    private const int LookAhead = 256;
    private SideBooks? _books = new(instrumentsMax);
    private int _restarts;

    /// <summary>What waits.</summary>
    public EventQueue Queue { get; } = new();

    /// <summary>Whether no more events come.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Events that were compared, or found alone.</summary>
    public long Count { get; private set; }

    /// <summary>Whether nothing is left and nothing comes.</summary>
    public bool IsOver => HasEnded && Queue.Count == 0;

    /// <summary>Whether events must come before it can go on.</summary>
    public bool Lacks => Queue.Count == 0 && !HasEnded;

    /// <summary>The event that is due.</summary>
    public ref readonly DiffEvent Head => ref Queue[0];

    /// <summary>The books; null when they are followed no more.</summary>
    public SideBooks? Books => _books;

    /// <summary>Where the packet of the event that is due stands: how often the sequence started again, and its number since.</summary>
    public (int Restarts, uint SeqNum) Packet => (_restarts + (Head.Event.Kind == EventKind.ChannelReset ? 1 : 0), Head.Event.SeqNum);

    /// <summary>Whether all that is left of the packet at hand waits, or as much of it as is looked at.</summary>
    public bool HasPacket => HasEnded || Queue.Count >= LookAhead || Queue[Queue.Count - 1].Event.SeqNum != Head.Event.SeqNum;

    /// <summary>Passes over what is not compared, up to what is.</summary>
    public void SkipOthers()
    {
        while (Queue.Count > 0 && !Head.IsCompared) Pass();
    }

    /// <summary>Takes the event that is due.</summary>
    public void Take()
    {
        Count++;
        Pass();
    }

    /// <summary>How many events further on in the packet an event is that equals one of the other side; 0 when it is not there.</summary>
    public int DistanceTo(in DiffEvent other)
    {
        int distance = 0;
        for (int place = 0; place < Math.Min(Queue.Count, LookAhead) && Queue[place].Event.SeqNum == Head.Event.SeqNum; place++)
        {
            if (!Queue[place].IsCompared) continue;
            if (EventIdentity.AreEqual(Queue[place], other)) return distance;
            distance++;
        }

        return 0;
    }

    /// <summary>Follows books no more.</summary>
    public void CloseBooks()
    {
        _books?.Dispose();
        _books = null;
    }

    private void Pass()
    {
        if (Head.Event.Kind == EventKind.ChannelReset) _restarts++;
        _books?.Apply(Head);
        Queue.RemoveFirst();
    }
}
