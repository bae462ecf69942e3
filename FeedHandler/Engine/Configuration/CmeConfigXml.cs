using System.Globalization;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using FeedHandler.Core.Packets;
using FeedHandler.Replay;

namespace FeedHandler.Engine;

/// <summary>
/// Reads CME's config.xml, which maps channels to multicast groups (CME MDP 3.0, configuration file). Connections are told by their child
/// elements, never by their ids; what this program does not know is passed over.
/// </summary>
public static class CmeConfigXml
{
    private const long FileBytesMax = 16 << 20;
    private const int DepthMax = 64;
    private const int ListedCountMax = 12;

    /// <summary>Takes one channel.</summary>
    /// <param name="root">The file.</param>
    /// <param name="name">The file as messages are to name it.</param>
    /// <param name="channel">Channel number.</param>
    /// <exception cref="FeedException">There is no such channel, or a connection of it makes no sense.</exception>
    public static CmeChannel ReadChannel(XElement root, string name, int channel)
    {
        foreach (XElement element in root.Elements("channel"))
        {
            if (Number(element.Attribute("id")?.Value) == channel) return Channel(element, channel, name);
        }

        IEnumerable<string> known = root.Elements("channel").Take(ListedCountMax)
            .Select(static element => PlainText.Short(element.Attribute("id")?.Value ?? "?"));
        throw new FeedException($"{name}: no channel {channel}; the first ones there are {string.Join(", ", known)}");
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as messages are to name it.</param>
    /// <param name="stop">Ends the reading early.</param>
    /// <exception cref="FeedException">The file cannot be read, or is no such file.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static XElement Load(string path, string name, CancellationToken stop)
    {
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = FileBytesMax };
        InputFile.Require(path, name, "name CME's config.xml");
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > FileBytesMax) throw new FeedException($"{name}: over {FileBytesMax} bytes, this is no config.xml of CME");
            using (XmlReader scout = XmlReader.Create(stream, settings)) RequireShallow(scout, stop);
            stream.Position = 0;
            using XmlReader reader = XmlReader.Create(stream, settings);
            XElement root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
            return root.Name.LocalName == "configuration"
                ? root
                : throw new FeedException($"{name}: its root is {PlainText.Short(root.Name.LocalName)}, not configuration");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"{name}: cannot be read ({FileFault.Of(failure)}): name CME's config.xml");
        }
        catch (XmlException failure)
        {
            throw new FeedException($"{name}({failure.LineNumber},{failure.LinePosition}): not XML: {PlainText.Short(failure.Message)}");
        }
    }

    // To build a tree takes a time that grows with the square of its depth.
    private static void RequireShallow(XmlReader reader, CancellationToken stop)
    {
        while (reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (reader.Depth > DepthMax && reader is IXmlLineInfo place)
                throw new XmlException($"elements are nested deeper than {DepthMax}", null, place.LineNumber, place.LinePosition);
        }
    }

    private static CmeChannel Channel(XElement element, int channel, string name)
    {
        List<CmeConnection> connections = [];
        List<IPEndPoint> servers = [];
        foreach (XElement connection in element.Elements("connections").Elements("connection"))
        {
            string feedType = connection.Element("type")?.Attribute("feed-type")?.Value.Trim() ?? "";
            bool isUdp = Text(connection, "protocol").StartsWith("UDP", StringComparison.OrdinalIgnoreCase);
            if (isUdp && RoleOf(feedType) is { } role) connections.Add(Connection(connection, role, name));
            if (feedType == "H" && Text(connection, "protocol").StartsWith("TCP", StringComparison.OrdinalIgnoreCase))
                servers.AddRange(Servers(connection, name));
        }

        return new CmeChannel(channel, element.Attribute("label")?.Value ?? "", connections) { ReplayServers = servers };
    }

    private static IEnumerable<IPEndPoint> Servers(XElement element, string name)
    {
        string id = element.Attribute("id")?.Value ?? "";
        if (Number(Text(element, "port")) is not (> 0 and <= ushort.MaxValue and int port))
            throw Wrong(element, name, id, $"port \"{PlainText.Short(Text(element, "port"))}\" is not 1 to 65535");
        foreach (string text in element.Elements("host-ip").Select(static host => host.Value.Trim()).Where(static text => text.Length > 0))
        {
            if (!AddressText.TryParse(text, out IPAddress? host) || !AddressText.IsHost(host))
                throw Wrong(element, name, id, $"host-ip \"{PlainText.Short(text)}\" is not the address of a host");
            yield return new IPEndPoint(host, port);
        }
    }

    private static CmeConnection Connection(XElement element, FeedRole role, string name)
    {
        string id = element.Attribute("id")?.Value ?? "";
        string address = Text(element, "ip");
        if (!AddressText.TryParse(address, out IPAddress? group))
            throw Wrong(element, name, id, $"ip \"{PlainText.Short(address)}\" is not an address, written out such as 224.0.31.64");
        if (!AddressText.IsMulticast(group)) throw Wrong(element, name, id, $"ip {group} is not a multicast address");
        if (Number(Text(element, "port")) is not (> 0 and <= ushort.MaxValue and int port))
            throw Wrong(element, name, id, $"port \"{PlainText.Short(Text(element, "port"))}\" is not 1 to 65535");
        Line line = Text(element, "feed") switch
        {
            "A" => Line.A,
            "B" => Line.B,
            string other => throw Wrong(element, name, id, $"feed \"{PlainText.Short(other)}\" is not A or B"),
        };
        return new CmeConnection(id, role, line, new IPEndPoint(group, port), Source(element, group, name, id));
    }

    private static FeedRole? RoleOf(string feedType) => feedType switch
    {
        "I" => FeedRole.Incremental,
        "N" => FeedRole.Definitions,
        "S" => FeedRole.Snapshot,
        "SMBO" => FeedRole.OrderSnapshot,
        _ => null,
    };

    // One host is a source-specific filter; several would need a membership each, and joining any source takes them all.
    private static IPAddress? Source(XElement element, IPAddress group, string name, string id)
    {
        List<IPAddress> hosts = [];
        foreach (string text in element.Elements("host-ip").Select(static host => host.Value.Trim()).Where(static text => text.Length > 0))
        {
            bool isHost = AddressText.TryParse(text, out IPAddress? host) && AddressText.IsHost(host) && host.AddressFamily == group.AddressFamily;
            if (!isHost) throw Wrong(element, name, id, $"host-ip \"{PlainText.Short(text)}\" is not the address of a host that could send to {group}");
            hosts.Add(host!);
        }

        return hosts.Count == 1 ? hosts[0] : null;
    }

    private static FeedException Wrong(XElement element, string name, string id, string what)
    {
        IXmlLineInfo place = element;
        return new FeedException($"{name}({place.LineNumber},{place.LinePosition}): connection {PlainText.Short(id)}: {what}");
    }

    private static string Text(XElement element, string child) => element.Element(child)?.Value.Trim() ?? "";

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
