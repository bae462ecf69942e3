using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Linux;

public sealed class LinuxConstantsTests
{
    [Test]
    public void EveryConstantIsTheOneOfTheInstalledHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        FieldInfo[] constants = typeof(LinuxConstants).GetFields(BindingFlags.NonPublic | BindingFlags.Static);
        string[] expected = [.. constants.Select(static constant => $"{constant.Name}={ValueOf(constant)}")];

        Assert.That(ValuesInC([.. constants.Select(static constant => constant.Name)]), Is.EqualTo(expected));
    }

    [Test]
    public void EveryLayoutIsTheOneOfTheInstalledHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        string[] ours =
        [
            .. OffsetsOf<FileLock>("struct flock", ("Type", "l_type"), ("Whence", "l_whence"), ("Start", "l_start"), ("Length", "l_len"), ("Pid", "l_pid")),
            .. OffsetsOf<FileStatus>(
                "struct statx", ("LinkCount", "stx_nlink"), ("OwnerId", "stx_uid"), ("Mode", "stx_mode"), ("Inode", "stx_ino"), ("LengthBytes", "stx_size")),
            .. OffsetsOf<IoVector>("struct iovec", ("Start", "iov_base"), ("Bytes", "iov_len")),
            .. OffsetsOf<MultiMessage>(
                "struct mmsghdr", ("Address", "msg_hdr.msg_name"), ("AddressBytes", "msg_hdr.msg_namelen"), ("Vectors", "msg_hdr.msg_iov"),
                ("VectorCount", "msg_hdr.msg_iovlen"), ("Control", "msg_hdr.msg_control"), ("ControlBytes", "msg_hdr.msg_controllen"),
                ("Flags", "msg_hdr.msg_flags"), ("Bytes", "msg_len")),
        ];

        Assert.That(ValuesInC([.. ours.Select(static line => line.Split('=')[0])]), Is.EqualTo(ours));
    }

    private static IEnumerable<string> OffsetsOf<T>(string structure, params (string Ours, string Theirs)[] fields)
        where T : unmanaged =>
        fields.Select(field => $"offsetof({structure}, {field.Theirs})={OffsetOf<T>(field.Ours)}").Append($"sizeof({structure})={Unsafe.SizeOf<T>()}");

    private static int OffsetOf<T>(string name) =>
        typeof(T).GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!.GetCustomAttribute<FieldOffsetAttribute>()!.Value;

    private static long ValueOf(FieldInfo constant) => Convert.ToInt64(constant.GetRawConstantValue(), CultureInfo.InvariantCulture);

    private static string[] ValuesInC(string[] names)
    {
        string gcc = Require.Tool("gcc");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("constants");
        try
        {
            string source = Path.Combine(folder.FullName, "print.c");
            string program = Path.Combine(folder.FullName, "print");
            File.WriteAllText(source, SourceOf(names));
            Run(gcc, "-o", program, source);
            return Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string SourceOf(string[] names) => $$"""
        #define _GNU_SOURCE
        #include <errno.h>
        #include <fcntl.h>
        #include <sched.h>
        #include <stddef.h>
        #include <stdio.h>
        #include <sys/mman.h>
        #include <sys/prctl.h>
        #include <sys/socket.h>
        #include <sys/stat.h>
        int main(void) {
        {{string.Join('\n', names.Select(static n => $"""printf("{n}=%lld\n", (long long){n});"""))}}
        return 0; }
        """;

    private static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program}: {error}");
        return output;
    }
}
