using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NUnit.Framework;

namespace FeedHandler.Tests.Support;

/// <summary>A HAProxy of a test, in tcp mode with headers and HTTP checks that go by the same port.</summary>
public sealed class Haproxy : IDisposable
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
              timeout check 10s
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
