using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;

namespace FeedHandler.Replay.Tcp;

/// <summary>One connection of a replay server, from logon to logout.</summary>
internal sealed class ReplaySession
{
    private const int SchemaOffset = 18; // of the first message: behind the packet's header, the size, the block length and the template
    private readonly ReplayServer _server;
    private readonly ReplayServerOptions _options;
    private readonly Socket _connection;
    private readonly ServerFault _fault;
    private readonly byte[] _bytes = new byte[2 * FixText.BytesMax];
    private int _byteCount;
    private uint _number;

    public ReplaySession(ReplayServer server, ReplayServerOptions options, Socket connection, ServerFault fault)
    {
        (_server, _options, _connection, _fault) = (server, options, connection, fault);
        connection.NoDelay = true;
        connection.ReceiveTimeout = connection.SendTimeout = (int)options.Patience.TotalMilliseconds;
    }

    public void Run()
    {
        if (Receive() is not { } logon) return;
        bool isUser = logon.Type == "A" && logon[553] == _options.User && logon[554] == _options.Password;
        if (!isUser || _fault == ServerFault.RefusesLogon)
        {
            LogOut("logon refused: user or password is wrong");
            return;
        }

        SendSession(SessionMessage.Logon);
        if (Receive() is not { } request || request.Type == "5") return;
        if (Refusal(request, out byte[][]? packets) is { } reason) LogOut(reason);
        else Reply(packets!, request.Number(1182)!.Value);
    }

    // Waits for one message; what is none is answered with the reason, and null.
    private FixMessage? Receive()
    {
        while (true)
        {
            FixReading reading = FixText.Read(_bytes.AsSpan(0, _byteCount), out FixMessage message, out int byteCount);
            if (reading == FixReading.Whole)
            {
                _bytes.AsSpan(byteCount.._byteCount).CopyTo(_bytes);
                _byteCount -= byteCount;
                return message;
            }

            if (reading != FixReading.Incomplete)
            {
                LogOut(reading switch
                {
                    FixReading.WrongLength => "message refused: its length is wrong",
                    FixReading.WrongChecksum => "message refused: its checksum is wrong",
                    _ => "message refused: it cannot be read",
                });
                return null;
            }

            int received = _connection.Receive(_bytes.AsSpan(_byteCount));
            if (received == 0) return null;
            _byteCount += received;
        }
    }

    private string? Refusal(FixMessage request, out byte[][]? packets)
    {
        packets = null;
        if (request.Type != "V") return "request refused: not a market data request";
        if (request[262].Length == 0) return "request refused: no request id";
        if (request.Number(1180) is not { } channel || channel > int.MaxValue || !_options.Channels.TryGetValue((int)channel, out PacketArchive? archive))
            return "request refused: no such channel";
        if (request.Number(1182) is not (> 0 and { } first) || request.Number(1183) is not { } last || last < first)
            return "request refused: the range is none";
        _server.LastRequest = string.Create(CultureInfo.InvariantCulture, $"{channel} {first}-{last}");
        if (last - first >= ReplayServerOptions.RequestPacketsMax) return $"request refused: more than {ReplayServerOptions.RequestPacketsMax} packets";
        packets = archive.Find(first, last);
        return packets is null ? "request refused: packets of the range are not available" : null;
    }

    private void Reply(byte[][] packets, uint first)
    {
        if (_fault == ServerFault.Stalls)
        {
            _connection.Receive(_bytes); // until the client has had enough
            return;
        }

        for (int i = 0; i < packets.Length; i++)
        {
            if (_options.HeartbeatPackets > 0 && i % _options.HeartbeatPackets == 0) SendSession(SessionMessage.Heartbeat);
            if (i == packets.Length / 2 && !Harm(packets, i)) return;
            Send(i == packets.Length - 1 && _fault == ServerFault.RunsOn ? Renumbered(packets[i], first + (uint)packets.Length) : packets[i]);
            _server.CountPacket();
        }

        _server.CountRequest();
        if (_connection.Available > 0 || _byteCount > 0) LogOut("one request for each connection: the second is refused");
        else LogOut("replay complete");
    }

    // What goes wrong in the midst of a reply; false when nothing comes behind it.
    private bool Harm(byte[][] packets, int at)
    {
        if (_fault == ServerFault.DiesMidway) _connection.Send(BitConverter.GetBytes((ushort)packets[at].Length));
        if (_fault == ServerFault.StopsMidway) LogOut("replay stopped");
        if (_fault is ServerFault.DiesMidway or ServerFault.StopsMidway) return false;
        if (Lie(packets[at]) is { } lie) Send(lie);
        return true;
    }

    private byte[]? Lie(byte[] packet) => _fault switch
    {
        ServerFault.SkipsPackets => Renumbered(packet, BinaryPrimitives.ReadUInt32LittleEndian(packet) + 1),
        ServerFault.SendsOthers => Renumbered(packet, 0),
        ServerFault.CutsPackets => packet[..^3],
        ServerFault.SendsNothing => [],
        ServerFault.SendsGarbage => [.. Enumerable.Repeat((byte)0xA5, packet.Length)],
        ServerFault.SendsUnknownSchema => OfSchema(packet, ushort.MaxValue),
        _ => null,
    };

    private static byte[] OfSchema(byte[] packet, ushort schemaId)
    {
        byte[] other = [.. packet];
        BinaryPrimitives.WriteUInt16LittleEndian(other.AsSpan(SchemaOffset), schemaId);
        return other;
    }

    private static byte[] Renumbered(byte[] packet, uint number)
    {
        byte[] other = [.. packet];
        BinaryPrimitives.WriteUInt32LittleEndian(other, number);
        return other;
    }

    private void LogOut(string text)
    {
        if (text.Contains("refused", StringComparison.Ordinal)) _server.CountRefused();
        SendSession(SessionMessage.Logout, text);
    }

    private void SendSession(SessionMessage kind, string text = "") => Send(SessionSchemas.Packet(++_number, kind, text));

    private void Send(ReadOnlySpan<byte> packet)
    {
        byte[] frame = new byte[sizeof(ushort) + packet.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(frame, (ushort)packet.Length);
        packet.CopyTo(frame.AsSpan(sizeof(ushort)));
        _connection.Send(frame);
    }
}
