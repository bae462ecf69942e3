using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Balance.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Balance.Tests;

/// <summary>HAProxy itself, in front of servers that read its headers and in front of the balancer.</summary>
public sealed class HaproxyTests
{
    [Test]
    public void HaproxyTellsServersWhoIsConnectedAndGoesOnWithoutOneThatDied()
    {
        using EchoServer first = new(readsHeader: true);
        using EchoServer second = new(readsHeader: true);
        using Haproxy haproxy = new(first.EndPoint, second.EndPoint);
        Client[] clients = [new(haproxy.EndPoint), new(haproxy.EndPoint)];

        Assert.That(clients.All(static client => client.IsServed()), Is.True);
        Assert.That(first.Sources.Concat(second.Sources), Is.SupersetOf(clients.Select(static client => client.Name)));
        Assert.That((first.Served, second.Served), Is.EqualTo((1, 1)));
        first.Dispose();
        Within.Until(() => IsServed(haproxy.EndPoint) && IsServed(haproxy.EndPoint), "all go to the one that is left");
        foreach (Client client in clients) client.Dispose();
    }

    [Test]
    public void TheBalancerBelievesHaproxyAndPassesOnWhomItNames()
    {
        using EchoServer server = new(readsHeader: true);
        using RunningBalancer balancer = new(RunningBalancer.Options(server) with { SendsProxyHeader = true, Fronts = [IPNetwork.Parse("127.0.0.0/8")] });
        using Haproxy haproxy = new(balancer.EndPoint);
        using Client client = new(haproxy.EndPoint, from: "127.0.0.5");

        Assert.That(client.IsServed(), Is.True);
        Assert.That(server.Sources, Does.Contain(client.Name));
    }

    private static bool IsServed(IPEndPoint endPoint)
    {
        using Client client = new(endPoint);
        return client.IsServed();
    }

    /// <summary>A HAProxy of a test, in tcp mode with headers and HTTP checks that go by the same port.</summary>
    private sealed class Haproxy : IDisposable
    {
        private readonly string _configuration = Path.GetTempFileName();
        private readonly Process _process;

        public Haproxy(params IPEndPoint[] servers)
        {
            string program = Require.Tool("haproxy");
            EndPoint = new IPEndPoint(IPAddress.Loopback, Loopback.FreePort());
            IEnumerable<string> lines = servers.Select(static (server, index) => $"  server s{index} {server} send-proxy-v2 check check-send-proxy inter 50 fall 2 rise 1");
            File.WriteAllText(_configuration, $"""
                global
                  nbthread 1
                defaults
                  mode tcp
                  timeout connect 5s
                  timeout client 30s
                  timeout server 30s
                  retries 3
                  option redispatch 1
                listen test
                  bind {EndPoint}
                  balance roundrobin
                  option httpchk GET /healthz
                {string.Join('\n', lines)}

                """);
            ProcessStartInfo start = new(program, ["-db", "-f", _configuration])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            };
            _process = Process.Start(start)!;
            _process.BeginErrorReadLine();
            _process.BeginOutputReadLine();
            Within.Until(Listens, "HAProxy listens");
        }

        public IPEndPoint EndPoint { get; }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            File.Delete(_configuration);
        }

        private bool Listens()
        {
            Assert.That(_process.HasExited, Is.False, "HAProxy runs");
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(EndPoint);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
