using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Benchmarks.Codecs;

/// <summary>What a programmer would write for the one message, with the same checks: an offset that walks the bytes.</summary>
internal static class CarByHand
{
    private const int BlockLength = 41;

    public static long Decode(ReadOnlySpan<byte> body)
    {
        if (body.Length < BlockLength)
            return -1;
        ref byte at = ref MemoryMarshal.GetReference(body);
        long sum = (long)Read<ulong>(ref at, 0) + Read<ushort>(ref at, 8) + Read<byte>(ref at, 10) + Read<byte>(ref at, 11)
            + Read<byte>(ref at, 34) + Read<byte>(ref at, 28);
        for (int index = 0; index < 4; index++)
            sum += Read<uint>(ref at, 12 + (4 * index));
        sum += Read<ushort>(ref at, 35) + Read<byte>(ref at, 37) + 9000 + Read<byte>(ref at, 38) + 6;
        int offset = BlockLength;
        return DecodeFuels(body, ref offset, ref sum) && DecodePerformances(body, ref offset, ref sum)
            && TryPass(body, ref offset, ref sum) && TryPass(body, ref offset, ref sum) && TryPass(body, ref offset, ref sum)
            ? sum
            : -1;
    }

    public static int Encode(Span<byte> body)
    {
        if (body.Length < 200)
            return -1;
        ref byte at = ref MemoryMarshal.GetReference(body);
        Write(ref at, 0, 1234UL);
        Write(ref at, 8, (ushort)2013);
        Write(ref at, 10, (byte)1);
        Write(ref at, 11, (byte)'A');
        for (int index = 0; index < 4; index++)
            Write(ref at, 12 + (4 * index), (uint)index);
        "abcdef"u8.CopyTo(body[28..]);
        Write(ref at, 34, (byte)6);
        Write(ref at, 35, (ushort)2000);
        Write(ref at, 37, (byte)4);
        "123"u8.CopyTo(body[38..]);
        int offset = EncodePerformances(ref at, EncodeFuels(body, BlockLength));
        offset = Put(body, offset, "Honda"u8);
        offset = Put(body, offset, "Civic VTi"u8);
        return Put(body, offset, "abcdef"u8);
    }

    private static bool DecodeFuels(ReadOnlySpan<byte> body, ref int offset, ref long sum)
    {
        if (!TryGroup(body, ref offset, out int blockLength, out int count) || blockLength < 6)
            return false;
        for (int index = 0; index < count; index++)
        {
            if (blockLength > body.Length - offset)
                return false;
            ref byte entry = ref Unsafe.Add(ref MemoryMarshal.GetReference(body), offset);
            sum += Read<ushort>(ref entry, 0) + (long)Read<float>(ref entry, 2);
            offset += blockLength;
            if (!TryPass(body, ref offset, ref sum))
                return false;
        }

        return true;
    }

    private static bool DecodePerformances(ReadOnlySpan<byte> body, ref int offset, ref long sum)
    {
        if (!TryGroup(body, ref offset, out int blockLength, out int count) || blockLength < 1)
            return false;
        for (int index = 0; index < count; index++)
        {
            if (blockLength > body.Length - offset)
                return false;
            sum += body[offset];
            offset += blockLength;
            if (!TryGroup(body, ref offset, out int innerLength, out int innerCount) || innerLength < 6
                || innerLength * innerCount > body.Length - offset)
                return false;
            for (int inner = 0; inner < innerCount; inner++)
            {
                ref byte entry = ref Unsafe.Add(ref MemoryMarshal.GetReference(body), offset);
                sum += Read<ushort>(ref entry, 0) + (long)Read<float>(ref entry, 2);
                offset += innerLength;
            }
        }

        return true;
    }

    private static bool TryGroup(ReadOnlySpan<byte> body, ref int offset, out int blockLength, out int count)
    {
        (blockLength, count) = (0, 0);
        if (body.Length - offset < 4)
            return false;
        ref byte at = ref Unsafe.Add(ref MemoryMarshal.GetReference(body), offset);
        (blockLength, count) = (Read<ushort>(ref at, 0), Read<ushort>(ref at, 2));
        offset += 4;
        return true;
    }

    private static bool TryPass(ReadOnlySpan<byte> body, ref int offset, ref long sum)
    {
        if (body.Length - offset < 4)
            return false;
        uint length = Read<uint>(ref MemoryMarshal.GetReference(body), offset);
        offset += 4;
        if (length > (uint)(body.Length - offset))
            return false;
        sum += length;
        offset += (int)length;
        return true;
    }

    private static int EncodeFuels(Span<byte> body, int offset)
    {
        Write(ref body[offset], 0, (ushort)6);
        Write(ref body[offset], 2, (ushort)3);
        offset = PutFuel(body, offset + 4, 30, 35.9f, "Urban Cycle"u8);
        offset = PutFuel(body, offset, 55, 49.0f, "Combined Cycle"u8);
        return PutFuel(body, offset, 75, 40.0f, "Highway Cycle"u8);
    }

    private static int PutFuel(Span<byte> body, int offset, ushort speed, float mpg, ReadOnlySpan<byte> usage)
    {
        Write(ref body[offset], 0, speed);
        Write(ref body[offset], 2, mpg);
        return Put(body, offset + 6, usage);
    }

    private static int EncodePerformances(ref byte at, int offset)
    {
        Write(ref at, offset, (ushort)1);
        Write(ref at, offset + 2, (ushort)2);
        offset += 4;
        for (int index = 0; index < 2; index++)
        {
            Write(ref at, offset, (byte)(95 + (4 * index)));
            Write(ref at, offset + 1, (ushort)6);
            Write(ref at, offset + 3, (ushort)3);
            offset += 5;
            for (int step = 0; step < 3; step++)
            {
                Write(ref at, offset, (ushort)(30 * (step + 1)));
                Write(ref at, offset + 2, 4.0f + (3 * step));
                offset += 6;
            }
        }

        return offset;
    }

    private static int Put(Span<byte> body, int offset, ReadOnlySpan<byte> data)
    {
        Write(ref body[offset], 0, data.Length);
        data.CopyTo(body[(offset + 4)..]);
        return offset + 4 + data.Length;
    }

    private static T Read<T>(ref byte at, int offset)
        where T : unmanaged
        => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref at, offset));

    private static void Write<T>(ref byte at, int offset, T value)
        where T : unmanaged
        => Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, offset), value);
}
