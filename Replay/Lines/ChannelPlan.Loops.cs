using FeedHandler.Core.Packets;

namespace FeedHandler.Replay.Lines;

internal sealed partial class ChannelPlan
{
    /// <summary>Finds the channels of snapshots and definitions: those that tell their channel first, because they may be all that is there of one.</summary>
    private void AttachLoops(IReadOnlyList<GroupSample> loops)
    {
        foreach (GroupSample loop in loops.OrderBy(static sample => sample.ApplId == 0)) ChannelOf(loop).Add(loop, loop.Role!.Value);
        foreach (FoundChannel channel in _channels)
        {
            foreach (FeedRole role in (FeedRole[])[FeedRole.Snapshot, FeedRole.OrderSnapshot, FeedRole.Definitions]) AddDoubt([.. channel.Of(role)], role);
        }
    }

    private FoundChannel ChannelOf(GroupSample loop)
    {
        if (loop.ApplId > 0)
        {
            FoundChannel[] told = [.. _channels.Where(channel => channel.ApplId == loop.ApplId)];
            if (told.Length == 1) return told[0];
            if (told.Length == 0 && _channels.TrueForAll(static channel => channel.ApplId > 0)) return NewChannel();
        }

        if (_channels.Count == 0) return NewChannel();
        if (_channels.Count == 1) return _channels[0];
        FoundChannel[] sharing = [.. _channels.Where(channel => channel.SharesInstruments(loop))];
        if (sharing.Length == 1) return sharing[0];
        string what = sharing.Length == 0 ? "no instrument with any channel" : "instruments with several channels";
        _doubts.Add($"{loop.Destination} ({FeedRoles.NameOf(loop.Role!.Value)}) has {what}: put it to the channel whose it is");
        if (sharing.Length > 0) return sharing[0];
        return loop.ApplId > 0 ? NewChannel() : _channels[0];
    }

    private FoundChannel NewChannel()
    {
        FoundChannel channel = new();
        _channels.Add(channel);
        return channel;
    }

    private void AddDoubt(IReadOnlyList<GroupSample> same, FeedRole role)
    {
        if (same.Count < 2) return;
        bool isPair = same.Count == 2 && GroupProof.Of(same[0], same[1]).Relation == GroupRelation.Same;
        if (!isPair) _doubts.Add($"{Names(same)} ({FeedRoles.NameOf(role)}) are not proved to be two lines of one channel");
    }
}
