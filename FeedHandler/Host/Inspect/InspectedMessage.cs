using FeedHandler.Codecs.Dynamic;
using FeedHandler.Host.Inspect.Framing;

namespace FeedHandler.Host.Inspect;

/// <summary>A message of a packet before it is decoded.</summary>
/// <param name="Index">Which message of the packet, from 0.</param>
/// <param name="Frame">Where it lies.</param>
/// <param name="Header">What its header says.</param>
internal readonly record struct InspectedMessage(int Index, MessageFrame Frame, DynamicHeader Header);
