namespace HdrHistogram.Tests;

internal static class RandomValue
{
    /// <summary>A number from 0 to <paramref name="highest"/>, every order of magnitude about as likely.</summary>
    public static long UpTo(long highest, Random random)
    {
        long limit = (long)Math.Clamp(Math.Pow(2, random.NextDouble() * Math.Log2(highest)), 1, long.MaxValue / 2 * 1.9);
        return Math.Min(highest, random.NextInt64(limit + 1));
    }
}
