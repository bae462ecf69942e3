using FeedHandler.Core.Frames;
using FeedHandler.Core.Frames.Tunnels;

namespace FeedHandler.Replay.Fragments;

/// <summary>Which packet a fragment is of.</summary>
/// <param name="Source">Who sent it; an IPv4 address in the form of IPv6.</param>
/// <param name="Destination">Where it was sent, likewise.</param>
/// <param name="Id">The packet's identification.</param>
/// <param name="Protocol">What the packet carries, of IPv4; of IPv6 the first fragment alone says it, and here it is 0.</param>
/// <param name="Way">By which capture and in which tunnels it came: of what came twice, the fragments of one way make one packet.</param>
internal readonly record struct FragmentKey(UInt128 Source, UInt128 Destination, uint Id, byte Protocol, uint Way)
{
    /// <summary>Reads it of a frame that was found to be a fragment.</summary>
    internal static FragmentKey Of(in OpenFrame frame, in FragmentHeader header, uint way)
    {
        FrameLayout layout = frame.Layout;
        return new FragmentKey(
            layout.SourceOf(frame.Bytes), layout.DestinationOf(frame.Bytes), header.Id, layout.IsIPv6 ? (byte)0 : header.Protocol, way);
    }
}
