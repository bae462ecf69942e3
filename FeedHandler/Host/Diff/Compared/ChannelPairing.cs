namespace FeedHandler.Host.Diff.Compared;

/// <summary>
/// Whether the only channel of one side, which nobody named, is the only one of the other: a feed on lines without a channel's number calls it 0. The first
/// event of each side tells it, and any of another channel refutes it.
/// </summary>
internal sealed class ChannelPairing
{
    /// <summary>The number of a channel that nobody named, which is the only one of its feed.</summary>
    public const int Unnamed = 0;

    /// <summary>The number of both; null while they are not one.</summary>
    public int? Name { get; private set; }

    /// <summary>Whether there were other channels after all, so that what was compared says nothing.</summary>
    public bool IsRefuted { get; private set; }

    /// <summary>Takes the channels of the first events of both sides.</summary>
    public void Decide(int a, int b)
    {
        if (a != b && (a == Unnamed || b == Unnamed)) Name = a == Unnamed ? b : a;
    }

    /// <summary>The number under which events of a channel are compared.</summary>
    public int IdOf(int channelId)
    {
        if (Name is not { } name) return channelId;
        IsRefuted |= channelId != name && channelId != Unnamed;
        return name;
    }
}
