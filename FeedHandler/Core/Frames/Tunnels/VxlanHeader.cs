using System.Buffers.Binary;

namespace FeedHandler.Core.Frames.Tunnels;

/// <summary>
/// VXLAN (RFC 7348): a flag that says that there is a network's number, that number, and zeros around both. Of its extensions the one of group policies is
/// read, which names a group where else zeros are.
/// </summary>
public static class VxlanHeader
{
    private const int HeaderBytes = 8;
    private const byte NumberFlag = 0x08;
    private const byte PolicyFlags = 0x88;
    private const byte PolicyReservedMask = 0xB7; // all but "do not learn" and "applied"
    private const int RegisteredPort = 4789;
    private const int LinuxPort = 8472; // of Linux before there was a registered one

    /// <summary>Whether UDP to a port may be VXLAN.</summary>
    /// <param name="port">The destination's port.</param>
    public static bool IsPort(ushort port) => port is RegisteredPort or LinuxPort;

    /// <summary>Whether a payload begins as VXLAN does, which what is sent to its port need not.</summary>
    internal static bool IsAt(ReadOnlySpan<byte> payload) => payload.Length >= HeaderBytes && payload[7] == 0 && payload[0] switch
    {
        NumberFlag => payload[1] == 0 && payload[2] == 0 && payload[3] == 0,
        PolicyFlags => (payload[1] & PolicyReservedMask) == 0,
        _ => false,
    };

    /// <summary>Takes the header off.</summary>
    /// <param name="carried">Begins with it, as <see cref="IsAt"/> said.</param>
    /// <param name="id">The network's number.</param>
    internal static FrameOutcome Strip(ref CarriedBytes carried, out uint id)
    {
        id = BinaryPrimitives.ReadUInt32BigEndian(carried.Bytes[4..]) >> 8;
        carried.TrySkip(HeaderBytes);
        carried.Type = TunnelParser.BridgedEthernet;
        return FrameOutcome.Udp;
    }
}
