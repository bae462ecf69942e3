
namespace FeedHandler.Engine.Tests.Configuration;

public sealed class CmeConfigXmlTests
{
    internal const string Channels = """
        <?xml version="1.0" encoding="UTF-8"?>
        <configuration environment="Certification" updated="2026/01/05-09:00:00">
          <channel id="901" label="Test futures">
            <products><product code="XX"><group code="XX"/></product></products>
            <connections>
              <connection id="901IA"><type feed-type="I">Incremental</type><protocol>UDP/IP</protocol>
                <ip>224.0.25.1</ip><host-ip>10.0.0.1</host-ip><port>17901</port><feed>A</feed></connection>
              <connection id="901IB"><type feed-type="I">Incremental</type><protocol>UDP/IP</protocol>
                <ip>224.0.26.1</ip><host-ip>10.0.0.1</host-ip><host-ip>10.0.0.2</host-ip><port>18901</port><feed>B</feed></connection>
              <connection id="901SMBOA"><type feed-type="SMBO">Snapshot-MBO</type><protocol>UDP/IP</protocol>
                <ip>224.0.27.1</ip><port>21901</port><feed>A</feed></connection>
              <connection id="901H1"><type feed-type="H">Historical Replay</type><protocol>TCP/IP</protocol>
                <host-ip>10.0.0.9</host-ip><port>10000</port><feed>A</feed></connection>
              <connection id="901XA"><type feed-type="X">Something new</type><protocol>UDP/IP</protocol><ip>?</ip></connection>
            </connections>
          </channel>
          <channel id="902" label="Empty"/>
          <channel id="903" label="Other futures">
            <connections>
              <connection id="903IA"><type feed-type="I">Incremental</type><protocol>UDP/IP</protocol>
                <ip>224.0.25.3</ip><port>17903</port><feed>A</feed></connection>
              <connection id="903NA"><type feed-type="N">Instrument Replay</type><protocol>UDP/IP</protocol>
                <ip>224.0.28.3</ip><port>16903</port><feed>A</feed></connection>
              <connection id="903SB"><type feed-type="S">Snapshot</type><protocol>UDP/IP</protocol>
                <ip>224.0.29.3</ip><port>19903</port><feed>B</feed></connection>
            </connections>
          </channel>
        </configuration>
        """;

    private string _path = "";

    [SetUp]
    public void CreateFile() => _path = Path.Combine(Directory.CreateTempSubdirectory("cme-config-").FullName, "config.xml");

    [TearDown]
    public void RemoveFolder() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void ConnectionsAreToldByTheirElements()
    {
        CmeChannel channel = Read(Channels, 901);

        Assert.That((channel.Id, channel.Label), Is.EqualTo((901, "Test futures")));
        Assert.That(channel.Connections.Select(static connection => $"{connection.Id} {connection.Role} {connection.Line} {connection.Group} {connection.Source}"),
            Is.EqualTo(new[] { "901IA Incremental A 224.0.25.1:17901 10.0.0.1", "901IB Incremental B 224.0.26.1:18901 ", "901SMBOA OrderSnapshot A 224.0.27.1:21901 " }));
    }

    [TestCase(Channels, 7, "no channel 7; the first ones there are 901, 902, 903")]
    [TestCase("<config/>", 901, "its root is config, not configuration")]
    [TestCase("<configuration>", 901, "not XML")]
    public void AFileWithoutTheChannelIsTold(string xml, int channel, string reason)
        => Assert.That(() => Read(xml, channel), Throws.TypeOf<FeedException>().With.Message.Contains(reason));

    [TestCase("<ip>224.0.25.1</ip>", "<ip>nowhere</ip>", "(6,8): connection 901IA: ip \"nowhere\" is not an address")]
    [TestCase("<ip>224.0.25.1</ip>", "<ip>1</ip>", "ip \"1\" is not an address, written out")]
    [TestCase("<ip>224.0.25.1</ip>", "<ip>224.1</ip>", "ip \"224.1\" is not an address, written out")]
    [TestCase("<ip>224.0.25.1</ip>", "<ip>10.0.0.1</ip>", "ip 10.0.0.1 is not a multicast address")]
    [TestCase("<host-ip>10.0.0.1</host-ip>", "<host-ip>10.1</host-ip>", "host-ip \"10.1\" is not the address of a host that could send to 224.0.25.1")]
    [TestCase("<host-ip>10.0.0.1</host-ip>", "<host-ip>239.1.1.1</host-ip>", "host-ip \"239.1.1.1\" is not the address of a host")]
    [TestCase("<host-ip>10.0.0.1</host-ip>", "<host-ip>::1</host-ip>", "host-ip \"::1\" is not the address of a host")]
    [TestCase("<port>17901</port>", "<port>99999</port>", "port \"99999\" is not 1 to 65535")]
    [TestCase("<port>17901</port><feed>A</feed>", "<port>17901</port><feed>C</feed>", "feed \"C\" is not A or B")]
    public void AConnectionThatMakesNoSenseIsTold(string sound, string broken, string reason)
        => Assert.That(() => Read(Channels.Replace(sound, broken, StringComparison.Ordinal), 901), Throws.TypeOf<FeedException>().With.Message.Contains(reason));

    [Test]
    [CancelAfter(60_000)]
    public void WhatIsNestedDeeplyIsRefusedAndNotReadForEver()
    {
        string deep = string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000));

        Assert.That(() => Read($"<configuration>{deep}</configuration>", 901),
            Throws.TypeOf<FeedException>().With.Message.Contains("elements are nested deeper than 64"));
    }

    [Test]
    public void WhatIsLargerThanAnyIsRefused()
        => Assert.That(() => Read("<configuration>" + new string(' ', 17 << 20) + "</configuration>", 901),
            Throws.TypeOf<FeedException>().With.Message.Contains("config.xml: over 16777216 bytes"));

    [Test]
    public void AStopEndsTheReading()
    {
        File.WriteAllText(_path, Channels);

        Assert.That(() => CmeConfigXml.Load(_path, "config.xml", new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    private CmeChannel Read(string xml, int channel)
    {
        File.WriteAllText(_path, xml);
        return CmeConfigXml.ReadChannel(CmeConfigXml.Load(_path, "config.xml", CancellationToken.None), "config.xml", channel);
    }
}
