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
    private const long FileBytesMax = 64 << 20;
    private const int ListedCountMax = 12;

    /// <summary>Reads one channel.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as messages are to name it.</param>
    /// <param name="channel">Channel number.</param>
    /// <exception cref="FeedException">The file cannot be read, or has no such channel, or a connection of it makes no sense.</exception>
    public static CmeChannel ReadChannel(string path, string name, int channel)
    {
        XElement root = Load(path, name);
        foreach (XElement element in root.Elements("channel"))
        {
            if (Number(element.Attribute("id")?.Value) == channel) return Channel(element, channel, name);
        }

        IEnumerable<string> known = root.Elements("channel").Take(ListedCountMax)
            .Select(static element => PlainText.Short(element.Attribute("id")?.Value ?? "?"));
        throw new FeedException($"{name}: no channel {channel}; the first ones there are {string.Join(", ", known)}");
    }

    private static XElement Load(string path, string name)
    {
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = FileBytesMax };
        InputFile.Require(path, name, "name CME's config.xml");
        try
        {
            using FileStream stream = File.OpenRead(path);
            using XmlReader reader = XmlReader.Create(stream, settings);
            XElement root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
            return root.Name.LocalName == "configuration"
                ? root
                : throw new FeedException($"{name}: its root is {PlainText.Short(root.Name.LocalName)}, not configuration");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"{name}: cannot be read ({failure.Message}): name CME's config.xml");
        }
        catch (XmlException failure)
        {
            throw new FeedException($"{name}({failure.LineNumber},{failure.LinePosition}): not XML: {PlainText.Short(failure.Message)}");
        }
    }

    private static CmeChannel Channel(XElement element, int channel, string name)
    {
        List<CmeConnection> connections = [];
        foreach (XElement connection in element.Elements("connections").Elements("connection"))
        {
            string feedType = connection.Element("type")?.Attribute("feed-type")?.Value.Trim() ?? "";
            bool isUdp = Text(connection, "protocol").StartsWith("UDP", StringComparison.OrdinalIgnoreCase);
            if (isUdp && RoleOf(feedType) is { } role) connections.Add(Connection(connection, role, name));
        }

        return new CmeChannel(channel, element.Attribute("label")?.Value ?? "", connections);
    }

    private static CmeConnection Connection(XElement element, FeedRole role, string name)
    {
        string id = element.Attribute("id")?.Value ?? "";
        string address = Text(element, "ip");
        if (!IPAddress.TryParse(address, out IPAddress? group)) throw Wrong(element, name, id, $"ip \"{PlainText.Short(address)}\" is not an address");
        if (Number(Text(element, "port")) is not (> 0 and <= ushort.MaxValue and int port))
            throw Wrong(element, name, id, $"port \"{PlainText.Short(Text(element, "port"))}\" is not 1 to 65535");
        Line line = Text(element, "feed") switch
        {
            "A" => Line.A,
            "B" => Line.B,
            string other => throw Wrong(element, name, id, $"feed \"{PlainText.Short(other)}\" is not A or B"),
        };
        return new CmeConnection(id, role, line, new IPEndPoint(group, port), Source(element));
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
    private static IPAddress? Source(XElement element)
    {
        List<IPAddress> hosts = [];
        foreach (XElement host in element.Elements("host-ip"))
        {
            if (IPAddress.TryParse(host.Value.Trim(), out IPAddress? address)) hosts.Add(address);
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
