using System.Diagnostics;
using System.IO.Compression;
using FeedHandler.Engine;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Fuzz;

/// <summary>A folder with files of every sort that somebody may name, and what was in them before.</summary>
internal sealed class FuzzFolder : IDisposable
{
    private readonly SmallCapture _captures = new();
    private readonly Dictionary<string, byte[]> _before;

    public FuzzFolder()
    {
        byte[] whole = File.ReadAllBytes(_captures.WriteSimulated("whole.pcap"));
        _captures.WriteBytes("cut.pcap", whole[..(whole.Length / 2)]);
        _captures.WriteBytes("empty.pcap", []);
        _captures.WriteBytes("noise.pcap", [.. Enumerable.Range(0, 4096).Select(static i => (byte)(i * 197))]);
        _captures.WriteBytes("whole.pcap.gz", Packed(whole));
        _captures.WriteBytes("cut.pcap.gz", Packed(whole)[..1000]);
        _captures.WriteBytes("feed.json", "{ \"venue\": \"cme\", \"venue\": 7, \"groups\": [ {} ] }"u8.ToArray());
        _captures.WriteBytes("schema.xml", "<?xml version=\"1.0\"?><messageSchema><types/></messageSchema>"u8.ToArray());
        _captures.WriteBytes("\u001b[31mred.pcap", whole[..100]);
        File.CreateSymbolicLink(Path.Combine(_captures.Folder, "link.pcap"), Path.Combine(_captures.Folder, "whole.pcap"));
        Directory.CreateDirectory(Path.Combine(_captures.Folder, "folder"));
        using Process pipe = Process.Start(Require.Tool("mkfifo"), [Path.Combine(_captures.Folder, "pipe")]);
        pipe.WaitForExit();
        Names = [.. Directory.EnumerateFileSystemEntries(_captures.Folder).Select(static path => Path.GetFileName(path)!), "missing", "/dev/zero", "/dev/full", ""];
        _before = Regular().ToDictionary(static path => path, File.ReadAllBytes);
    }

    /// <summary>Where commands run.</summary>
    public string Root => _captures.Folder;

    /// <summary>What may be named: files, links, folders, pipes, devices, and what is not there.</summary>
    public string[] Names { get; }

    /// <summary>The files that are not any more what they were.</summary>
    public IEnumerable<string> Changed() => _before.Where(file => !File.Exists(file.Key) || !File.ReadAllBytes(file.Key).SequenceEqual(file.Value)).Select(file => file.Key);

    public void Dispose() => _captures.Dispose();

    private IEnumerable<string> Regular() => Directory.EnumerateFiles(_captures.Folder).Where(static path => Path.GetFileName(path) is not "pipe");

    private static byte[] Packed(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
