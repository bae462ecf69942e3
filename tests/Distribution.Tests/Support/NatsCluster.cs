using FeedHandler.Nats;

namespace FeedHandler.Distribution.Tests.Support;

/// <summary>Three servers that are one cluster, on loopback.</summary>
internal sealed class NatsCluster : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fh-nats-cluster-").FullName;

    /// <summary>Starts them.</summary>
    public NatsCluster()
    {
        int[] ports = [.. Enumerable.Range(0, 6).Select(static _ => Loopback.FreePort())];
        string routes = string.Join(", ", ports[3..].Select(static port => FormattableString.Invariant($"nats://127.0.0.1:{port}")));
        Servers = [.. Enumerable.Range(0, 3).Select(i =>
            NatsServer.Start(Path.Combine(_folder, $"node{i}"), Extra(i, ports[i + 3], routes), ports[i], waits: false))];
        Address = "nats://" + string.Join(',', ports[..3].Select(static port => FormattableString.Invariant($"127.0.0.1:{port}")));
    }

    /// <summary>The servers.</summary>
    public NatsServer[] Servers { get; }

    /// <summary>All of them.</summary>
    public string Address { get; }

    /// <summary>Streams are kept on all of them.</summary>
    public static NatsOptions Options => new() { ReplicaCount = 3, RetentionBytes = 1 << 26, TimeoutMs = 2000 };

    /// <summary>How a feed publishes there.</summary>
    public PublishOptions Publish()
    {
        NatsAddress.TryParse(Address, out NatsAddress? address);
        return new PublishOptions(() => NatsBroker.Open(address!, Options))
        {
            Journal = new Gateway.Journals.JournalOptions(Path.Combine(_folder, "journal")),
            AnswerMs = 1000,
            DrainMs = 60_000,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (NatsServer server in Servers) server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Extra(int index, int port, string routes) =>
        FormattableString.Invariant($"server_name: node{index}\ncluster {{ name: fh, listen: \"127.0.0.1:{port}\", routes: [{routes}] }}");
}
