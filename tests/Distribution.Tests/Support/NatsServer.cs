using System.Diagnostics;
using System.Globalization;

namespace FeedHandler.Distribution.Tests.Support;

/// <summary>A NATS server of the test's own, on loopback, with JetStream in a folder of its own. It can be killed, and started again where it was.</summary>
internal sealed class NatsServer : IDisposable
{
    private readonly string _program;
    private readonly string _folder;
    private readonly string _extra;
    private Process? _process;

    private NatsServer(string folder, string extra, int port)
    {
        _program = Require.Tool("nats-server");
        (_folder, _extra, Port) = (folder, extra, port);
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>As subscribers and publishers name it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"nats://127.0.0.1:{Port}");

    /// <summary>Starts one.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="extra">More lines of its configuration.</param>
    /// <param name="port">Its port; 0 for a free one.</param>
    /// <param name="waits">Whether it is ready by itself.</param>
    public static NatsServer Start(string folder, string extra = "", int port = 0, bool waits = true)
    {
        NatsServer server = new(folder, extra, port == 0 ? Loopback.FreePort() : port);
        server.Run(waits);
        return server;
    }

    /// <summary>Starts it again.</summary>
    public void Run(bool waits = true)
    {
        string file = Path.Combine(_folder, "nats.conf");
        Directory.CreateDirectory(_folder);
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $$"""
            host: 127.0.0.1
            port: {{Port}}
            jetstream { store_dir: "{{_folder}}/store", max_mem: 64M, max_file: 1G }
            {{_extra}}
            """));
        using ManualResetEventSlim ready = new();
        ProcessStartInfo start = new(_program, ["-c", file]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        _process = new Process { StartInfo = start };
        List<string> said = [];
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (said) said.Add(line.Data ?? "");
            if (line.Data?.Contains("Server is ready", StringComparison.Ordinal) == true) ready.Set();
        };
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        if (waits && !ready.Wait(TimeSpan.FromSeconds(20))) Assert.Fail($"nats-server did not start: {string.Join('\n', said)}");
    }

    /// <summary>Kills it, as a machine that loses its power does.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Has it stand still, or go on: whoever is connected to it waits.</summary>
    public void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is not null) Kill();
    }
}
