namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>What a call of poll hands over, and what is known afterwards.</summary>
/// <param name="First">The place of the first packet in the channel.</param>
/// <param name="Count">How many follow each other from there; below 64, the call is a proof that nothing was left.</param>
/// <param name="Drops">Drops that the call itself learns of.</param>
/// <param name="FoundDrops">Drops that are found by asking for them after it.</param>
/// <param name="Line">The line that brings them.</param>
internal sealed record ScriptedPoll(int First, int Count, long Drops = 0, long FoundDrops = 0, Core.Packets.Line Line = Core.Packets.Line.A);
